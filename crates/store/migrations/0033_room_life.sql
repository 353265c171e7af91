-- The rest of the room's day: meals that reached their pupil, mentoring, slips between colleagues,
-- what each person put off or first on Today, and the emails that go out in the morning.

create table lunch_list (
    org uuid not null references organisation (id),
    room uuid not null,
    day date not null,
    sent_at timestamptz not null,
    sent_by text not null,
    primary key (org, room, day)
);

create table meal (
    org uuid not null references organisation (id),
    placement uuid not null,
    how text not null,
    at timestamptz not null,
    by_name text not null,
    primary key (org, placement)
);

create table mentoring (
    org uuid not null references organisation (id),
    id uuid not null,
    pupil uuid not null,
    mentor uuid not null,
    mentor_name text not null,
    focus text not null default '',
    from_day date not null,
    next_on date,
    ended_on date,
    ended_why text not null default '',
    version bigint not null default 1,
    primary key (org, id)
);
create index mentoring_pupil on mentoring (org, pupil);
create index mentoring_mentor on mentoring (org, mentor, ended_on);

create table mentoring_goal (
    org uuid not null references organisation (id),
    id uuid not null,
    mentoring uuid not null,
    place bigint not null,
    goal text not null,
    primary key (org, id)
);
create index mentoring_goal_of on mentoring_goal (org, mentoring);

create table mentoring_session (
    org uuid not null references organisation (id),
    id uuid not null,
    mentoring uuid not null,
    pupil uuid not null,
    day date not null,
    from_minute bigint not null,
    minutes bigint not null,
    body text not null default '',
    by_staff uuid not null,
    by_name text not null,
    made_at timestamptz not null,
    primary key (org, id)
);
create index mentoring_session_of on mentoring_session (org, mentoring, day);
create index mentoring_session_day on mentoring_session (org, day);

create table mentoring_progress (
    org uuid not null references organisation (id),
    session uuid not null,
    goal uuid not null,
    progress text not null,
    primary key (org, session, goal)
);

create table slip (
    org uuid not null references organisation (id),
    id uuid not null,
    from_staff uuid not null,
    from_name text not null,
    to_staff uuid not null,
    to_name text not null,
    pupil uuid,
    body text not null,
    sent_at timestamptz not null,
    read_at timestamptz,
    answer text not null default '',
    answered_at timestamptz,
    primary key (org, id)
);
create index slip_to on slip (org, to_staff, answered_at, sent_at);
create index slip_from on slip (org, from_staff, sent_at);
create index slip_pupil on slip (org, pupil);

-- How one person arranged one line of their own Today: how early it stands, or until when they put
-- it off and why.
create table today_place (
    org uuid not null references organisation (id),
    staff uuid not null,
    kind text not null,
    about uuid not null,
    first_at timestamptz,
    until_day date,
    until_minute bigint,
    why text not null default '',
    primary key (org, staff, kind, about)
);

-- Whether a person wants the morning's email. No line is: only when something is late.
create table digest_choice (
    org uuid not null references organisation (id),
    account uuid not null,
    wanted text not null,
    primary key (org, account)
);

-- That the morning's email, or a reminder, was seen to on a day: it is done once.
create table digest_day (
    org uuid not null references organisation (id),
    kind text not null,
    day date not null,
    at timestamptz not null,
    primary key (org, kind, day)
);
