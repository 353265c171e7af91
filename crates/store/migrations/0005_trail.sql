-- The audit trail: append only, each line bound to the one before it by a hash. One chain to a
-- school; its head is locked by every write, which also puts a school's writes in order.

create table chain (
    org uuid primary key references organisation (id),
    seq bigint not null,
    hash text not null
);

create table event (
    org uuid not null references organisation (id),
    seq bigint not null,
    at timestamptz not null,
    account uuid,
    staff uuid,
    who text not null,
    verb text not null,
    noun text not null,
    about uuid not null,
    pupil uuid,
    why text not null,
    facts text not null,
    hash text not null,
    primary key (org, seq)
);
create index event_pupil on event (org, pupil, seq);
create index event_about on event (org, about, seq);
create index event_verb on event (org, verb, seq);
