-- Dates on which a pupil or a group is somewhere else, and referrals from one space to another.

-- Whom it concerns: one pupil, or a form, a class or a year by its name.
create table known_date (
    org uuid not null references organisation (id),
    id uuid not null,
    whom text not null,
    pupil uuid,
    group_name text not null default '',
    kind text not null,
    what text not null,
    from_day date not null,
    to_day date not null,
    from_minute bigint,
    to_minute bigint,
    made_by text not null,
    made_at timestamptz not null,
    ended_at timestamptz,
    ended_by text not null default '',
    primary key (org, id)
);
create index known_date_day on known_date (org, to_day, from_day);

create table transfer (
    org uuid not null references organisation (id),
    id uuid not null,
    pupil uuid not null,
    placement uuid,
    from_room uuid,
    to_room uuid not null,
    way text not null,
    why text not null,
    start_on date not null,
    asked_by uuid not null,
    asked_name text not null,
    asked_at timestamptz not null,
    reply_by date not null,
    state text not null,
    answered_name text not null default '',
    answered_at timestamptz,
    answer text not null default '',
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id),
    foreign key (org, to_room) references room (org, id)
);
create index transfer_state on transfer (org, state, reply_by);
create index transfer_pupil on transfer (org, pupil, asked_at);
