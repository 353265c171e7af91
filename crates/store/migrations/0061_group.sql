-- An intervention delivered to one or several pupils on named days.
create table support_group (
    org uuid not null references organisation (id),
    id uuid not null,
    intervention uuid not null,
    name text not null,
    aim text not null,
    leader uuid not null,
    leader_name text not null,
    place text not null default '',
    code text not null,
    from_minute bigint not null,
    to_minute bigint not null,
    first_day date not null,
    last_day date not null,
    measure uuid,
    plan text not null default '',
    ended_on date,
    ended_why text not null default '',
    made_by text not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, intervention) references intervention (org, id)
);
create index support_group_leader on support_group (org, leader, ended_on);

create table group_session (
    org uuid not null,
    id uuid not null,
    of_group uuid not null,
    day date not null,
    code text not null,
    from_minute bigint not null,
    to_minute bigint not null,
    state text not null,
    first_day date not null,
    why text not null default '',
    plan text not null default '',
    notes text not null default '',
    held_by text not null default '',
    held_at timestamptz,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, of_group) references support_group (org, id)
);
create index group_session_group on group_session (org, of_group, day);
create index group_session_day on group_session (org, day, state);

create table group_member (
    org uuid not null,
    id uuid not null,
    of_group uuid not null,
    pupil uuid not null,
    from_day date not null,
    all_the_same text not null default '',
    left_on date,
    left_why text not null default '',
    added_by text not null,
    primary key (org, id),
    foreign key (org, of_group) references support_group (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create unique index group_member_once on group_member (org, of_group, pupil) where left_on is null;
create index group_member_pupil on group_member (org, pupil);

create table group_mark (
    org uuid not null,
    session uuid not null,
    pupil uuid not null,
    here boolean not null,
    why text,
    words text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, session, pupil),
    foreign key (org, session) references group_session (org, id)
);

create table group_score (
    org uuid not null,
    of_group uuid not null,
    pupil uuid not null,
    point text not null,
    score bigint not null,
    day date not null,
    by_name text not null,
    at timestamptz not null,
    was bigint,
    why text not null default '',
    primary key (org, of_group, pupil, point),
    foreign key (org, of_group) references support_group (org, id)
);
