-- A lesson somebody watched, for the teacher whose lesson it was.
create table observation (
    org uuid not null references organisation (id),
    id uuid not null,
    observer uuid not null,
    observer_name text not null,
    teacher uuid not null,
    teacher_name text not null,
    day date not null,
    period text not null default '',
    class text not null,
    focus text not null default '',
    strengths text not null default '',
    shared_at timestamptz,
    version bigint not null default 1,
    primary key (org, id)
);
create index observation_teacher on observation (org, teacher, day);
create index observation_observer on observation (org, observer, day);

create table observation_moment (
    org uuid not null,
    observation uuid not null,
    place bigint not null,
    at_minute bigint,
    before_words text not null default '',
    behaviour text not null,
    after_words text not null default '',
    primary key (org, observation, place),
    foreign key (org, observation) references observation (org, id)
);
create table observation_count (
    org uuid not null,
    observation uuid not null,
    place bigint not null,
    at_minute bigint,
    on_task bigint not null,
    of_all bigint not null,
    primary key (org, observation, place),
    foreign key (org, observation) references observation (org, id)
);
create table observation_suggestion (
    org uuid not null,
    id uuid not null,
    observation uuid not null,
    place bigint not null,
    words text not null,
    answer text,
    said text not null default '',
    due date,
    answered_at timestamptz,
    action uuid,
    primary key (org, id),
    foreign key (org, observation) references observation (org, id)
);
create index observation_suggestion_of on observation_suggestion (org, observation, place);
