-- The school's own words and standards for each kind of meeting.
create table meeting_rule (
    org uuid not null references organisation (id),
    kind text not null,
    name text not null,
    within_days bigint not null,
    quorum text not null default '',
    version bigint not null default 1,
    primary key (org, kind)
);

-- A meeting, from being arranged to its minutes going out.
create table meeting (
    org uuid not null references organisation (id),
    id uuid not null,
    kind text not null,
    name text not null,
    title text not null default '',
    pupil uuid,
    on_day date not null,
    from_minute bigint not null,
    to_minute bigint not null,
    place text not null,
    place_key text not null,
    remote text not null default '',
    lead uuid not null,
    lead_name text not null,
    chair_name text not null default '',
    quorum text not null default '',
    before uuid,
    within_days bigint not null,
    private boolean not null default false,
    state text not null,
    why_off text not null default '',
    sequence bigint not null default 0,
    asked_at timestamptz,
    papers_out_at timestamptz,
    held_at timestamptz,
    to_chair_at timestamptz,
    approved_by text not null default '',
    approved_at timestamptz,
    circulated_at timestamptz,
    made_at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index meeting_day on meeting (org, on_day);
create index meeting_at_place on meeting (org, place_key, on_day);

-- Who is asked, what they need, what they say, and whether they came.
create table meeting_person (
    org uuid not null references organisation (id),
    id uuid not null,
    meeting uuid not null,
    whom text not null,
    name text not null,
    email text not null default '',
    staff uuid,
    contact uuid,
    responsible boolean not null default false,
    part text not null default '',
    needs text not null default '',
    reply text not null default 'not_said',
    said text not null default '',
    other_address text not null default '',
    came text not null default 'not_said',
    consented boolean not null default false,
    told_sequence bigint,
    gone_at timestamptz,
    made_at timestamptz not null,
    primary key (org, id),
    foreign key (org, meeting) references meeting (org, id)
);
create index meeting_person_of on meeting_person (org, meeting);
create index meeting_person_staff on meeting_person (org, staff);

-- What a place must have, and who saw to it.
create table meeting_setup (
    org uuid not null references organisation (id),
    id uuid not null,
    meeting uuid not null,
    what text not null,
    done_by text not null default '',
    done_at timestamptz,
    primary key (org, id),
    foreign key (org, meeting) references meeting (org, id)
);
create index meeting_setup_of on meeting_setup (org, meeting);

-- A place that something other than a meeting has taken.
create table meeting_place (
    org uuid not null references organisation (id),
    id uuid not null,
    place text not null,
    place_key text not null,
    on_day date not null,
    from_minute bigint not null,
    to_minute bigint not null,
    what text not null,
    by_name text not null,
    gone_at timestamptz,
    primary key (org, id)
);
create index meeting_place_day on meeting_place (org, place_key, on_day);
