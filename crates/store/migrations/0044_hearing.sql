-- What governors and review panels look at, and the meetings at which they decide. No day by which
-- anything is due is kept here: each is counted when it is asked for. What was sent keeps the day
-- as it stood.
create table matter (
    org uuid not null references organisation (id),
    id uuid not null,
    -- What record it is about, where that is kept here as well under the same key.
    noun text not null,
    pupil uuid,
    name text not null,
    school text not null,
    head text not null default '',
    kind text not null,
    -- Half-days of suspension in the statutory term; nought for a permanent exclusion.
    term_total bigint not null default 0,
    decided date not null,
    first_day date not null,
    told date not null,
    exam date,
    written_on date,
    other_home text not null default '',
    arranger text not null,
    also_asked text not null default '',
    made_by text not null,
    made_at timestamptz not null,
    closed_at timestamptz,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index matter_open on matter (org, closed_at, decided);
create index matter_pupil on matter (org, pupil);

-- Something done once, beside the hearings.
create table matter_done (
    org uuid not null,
    matter uuid not null,
    step text not null,
    on_day date not null,
    note text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, matter, step),
    foreign key (org, matter) references matter (org, id)
);

-- A date that a changed calendar moved after the thing was done: both, and what was made of it.
create table date_moved (
    org uuid not null,
    matter uuid not null,
    about uuid not null,
    before_day date not null,
    after_day date not null,
    stance text not null,
    why text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, about, before_day, after_day),
    foreign key (org, matter) references matter (org, id)
);
create index date_moved_matter on date_moved (org, matter);

create table hearing (
    org uuid not null,
    id uuid not null,
    matter uuid not null,
    kind text not null,
    state text not null,
    on_day date,
    at_minute bigint,
    place text not null default '',
    waiting text not null default '',
    remote text not null default 'here',
    remote_why text not null default '',
    adjustments text not null default '',
    pupil_part text not null default '',
    clerk text not null default '',
    clerk_trained date,
    minutes text not null default '',
    begun_at timestamptz,
    off_why text not null default '',
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, matter) references matter (org, id)
);
create index hearing_matter on hearing (org, matter);

create table hearing_member (
    org uuid not null,
    id uuid not null,
    hearing uuid not null,
    name text not null,
    post text not null default '',
    seat text not null,
    chair boolean not null default false,
    tie text not null default '',
    confirmed_on date,
    trained date,
    headship_ended date,
    down_at timestamptz,
    down_why text not null default '',
    primary key (org, id),
    foreign key (org, hearing) references hearing (org, id)
);
create index hearing_member_of on hearing_member (org, hearing);

create table hearing_invite (
    org uuid not null,
    id uuid not null,
    hearing uuid not null,
    asked text not null,
    name text not null,
    contact uuid,
    how text not null default '',
    sent_on date not null,
    coming text not null,
    said text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, id),
    foreign key (org, hearing) references hearing (org, id)
);
create index hearing_invite_of on hearing_invite (org, hearing);

-- One decision to a hearing, made once.
create table hearing_decision (
    org uuid not null,
    hearing uuid not null,
    finding text not null,
    findings text not null,
    tests text not null default '',
    reasons text not null,
    vote text not null default '',
    ordered boolean not null default false,
    on_day date not null,
    notice_how text,
    notice_given date,
    by_name text not null,
    at timestamptz not null,
    primary key (org, hearing),
    foreign key (org, hearing) references hearing (org, id)
);

-- A letter that told somebody, as it went. The last day in it stays what it was.
create table hearing_told (
    org uuid not null,
    id uuid not null,
    hearing uuid not null,
    asked text not null,
    contact uuid,
    to_name text not null,
    to_address text not null default '',
    how text not null,
    sent_on date not null,
    given_on date not null,
    last_day date,
    words text not null,
    sha256 text not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, id),
    foreign key (org, hearing) references hearing (org, id)
);
create index hearing_told_of on hearing_told (org, hearing);

create table review_application (
    org uuid not null,
    id uuid not null,
    matter uuid not null,
    by_whom text not null,
    how text not null,
    came_at timestamptz not null,
    made date not null,
    last_day date not null,
    grounds text not null default '',
    expert boolean not null default false,
    taken boolean not null,
    decided_by text not null default '',
    recorded_by text not null,
    recorded_at timestamptz not null,
    primary key (org, id),
    foreign key (org, matter) references matter (org, id)
);
create index review_application_of on review_application (org, matter);

create table learning (
    org uuid not null,
    id uuid not null,
    matter uuid not null,
    theme text not null,
    words text not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, id),
    foreign key (org, matter) references matter (org, id)
);
create index learning_of on learning (org, matter);
create index learning_theme on learning (org, theme);

create table challenge (
    org uuid not null,
    id uuid not null,
    matter uuid not null,
    to_name text not null,
    sent_on date not null,
    answer_by date not null,
    words text not null,
    sha256 text not null,
    answered_on date,
    answer text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, id),
    foreign key (org, matter) references matter (org, id)
);
create index challenge_of on challenge (org, matter);
