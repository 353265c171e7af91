-- The school's own rules of early warning.
create table signal_rule (
    org uuid not null references organisation (id),
    id uuid not null,
    name text not null,
    measure text not null,
    least bigint not null,
    span text not null,
    span_days bigint not null,
    kind text not null default '',
    whom text not null,
    owner text not null,
    owner_staff uuid,
    within_days bigint not null,
    active boolean not null,
    made_at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id)
);

-- Each time one was met: what was counted, whose it is, and what came of it.
create table signal (
    org uuid not null references organisation (id),
    id uuid not null,
    pupil uuid not null,
    rule uuid not null,
    name text not null,
    said text not null,
    from_day date not null,
    to_day date not null,
    owner uuid,
    owner_name text not null default '',
    due date not null,
    raised_at timestamptz not null,
    outcome text,
    words text not null default '',
    decided_at timestamptz,
    decided_by text not null default '',
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index signal_open on signal (org, decided_at, due);
create index signal_pupil on signal (org, pupil, rule, to_day);

-- The at-risk register: one open line for one pupil.
create table watch (
    org uuid not null references organisation (id),
    id uuid not null,
    pupil uuid not null,
    level text not null,
    basis text not null,
    key_worker uuid not null,
    key_worker_name text not null,
    every text not null,
    next_review date not null,
    begun_on date not null,
    begun_by text not null,
    signal uuid,
    ended_on date,
    ended_why text not null default '',
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create unique index watch_open on watch (org, pupil) where ended_on is null;
create index watch_review on watch (org, ended_on, next_review);

create table watch_catch_up (
    org uuid not null,
    watch uuid not null,
    id uuid not null,
    day date not null,
    how text not null,
    words text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, watch, id),
    foreign key (org, watch) references watch (org, id)
);

create table watch_look (
    org uuid not null,
    watch uuid not null,
    id uuid not null,
    day date not null,
    words text not null,
    level text not null,
    every text not null,
    key_worker_name text not null,
    next_review date,
    by_name text not null,
    at timestamptz not null,
    primary key (org, watch, id),
    foreign key (org, watch) references watch (org, id)
);
