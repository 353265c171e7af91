-- What somebody is to do by a day, and how it will be known whether it worked.
create table action (
    org uuid not null references organisation (id),
    id uuid not null,
    what text not null,
    owner uuid not null,
    owner_name text not null,
    by_staff uuid not null,
    by_name text not null,
    made_at timestamptz not null,
    delegator uuid,
    delegator_name text not null default '',
    due date not null,
    first_due date not null,
    how text not null,
    measure text,
    value text not null default '',
    label text not null default '',
    years text not null default '',
    base_from date,
    base_to date,
    base_count bigint,
    base_days bigint,
    origin text not null,
    about uuid,
    source text not null default '',
    pupil uuid,
    private boolean not null default false,
    review_on date,
    judgement text,
    state text not null default 'open',
    outcome text not null default '',
    done_by text not null default '',
    done_at timestamptz,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index action_owner on action (org, state, owner, due);
create index action_about on action (org, about);
create index action_pupil on action (org, pupil);

-- What was said of it on the way: progress, a day moved, given on, given back.
create table action_note (
    org uuid not null references organisation (id),
    id uuid not null,
    action uuid not null,
    kind text not null,
    words text not null,
    from_day date,
    to_day date,
    by_name text not null,
    at timestamptz not null,
    primary key (org, id),
    foreign key (org, action) references action (org, id)
);
create index action_note_of on action_note (org, action, at);

-- Each review: the same measure over the days since, and what was made of it.
create table action_review (
    org uuid not null references organisation (id),
    id uuid not null,
    action uuid not null,
    from_day date,
    to_day date,
    count bigint,
    days bigint,
    judgement text not null,
    words text not null,
    next_on date,
    by_name text not null,
    at timestamptz not null,
    primary key (org, id),
    foreign key (org, action) references action (org, id)
);
create index action_review_of on action_review (org, action, at);
