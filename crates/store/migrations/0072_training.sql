-- Training that somebody received, or gave; and what the school asks of whom.
create table training (
    org uuid not null references organisation (id),
    id uuid not null,
    way text not null,
    staff uuid not null,
    staff_name text not null,
    what text not null,
    provider text not null default '',
    audience text not null default '',
    day date not null,
    minutes bigint not null default 0,
    learnt text not null default '',
    until_day date,
    not_renewed text not null default '',
    made_by text not null,
    version bigint not null default 1,
    primary key (org, id)
);
create index training_staff on training (org, staff, day);

create table training_need (
    org uuid not null references organisation (id),
    id uuid not null,
    what text not null,
    role text,
    newcomers boolean not null default false,
    active boolean not null default true,
    version bigint not null default 1,
    primary key (org, id)
);
