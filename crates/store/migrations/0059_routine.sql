-- What a member of staff does every day, week or half-term.
create table routine (
    org uuid not null references organisation (id),
    id uuid not null,
    what text not null,
    owner uuid not null,
    owner_name text not null,
    every text not null,
    weekday bigint not null default 1,
    from_day date not null,
    ended_on date,
    version bigint not null default 1,
    primary key (org, id)
);
create index routine_owner on routine (org, owner);

-- Each time it was done, or why it was not.
create table routine_done (
    org uuid not null references organisation (id),
    id uuid not null,
    routine uuid not null,
    due date not null,
    done boolean not null,
    why text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, id),
    foreign key (org, routine) references routine (org, id)
);
create unique index routine_done_once on routine_done (org, routine, due);
