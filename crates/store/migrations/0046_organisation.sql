-- Several organisations of several kinds in one installation, and people who belong to more than
-- one. Who answers for a school in law is asked apart from what kind of school it is.
alter table organisation add column governed text not null default '';
create index membership_account on membership (account);

-- How a school belongs to its authority and its trust: one that is here too, or a name alone. It
-- opens nothing: what one tells the other is copied when it is told.
create table organisation_tie (
    org uuid not null references organisation (id),
    tie text not null,
    other uuid references organisation (id),
    name text not null default '',
    version bigint not null default 1,
    primary key (org, tie)
);
create index organisation_tie_other on organisation_tie (other);

-- Other authorities that this one works with, when a child lives in one and goes to school in
-- the other. The number is the national one.
create table other_authority (
    org uuid not null references organisation (id),
    id uuid not null,
    name text not null,
    number text not null default '',
    contact text not null default '',
    email text not null default '',
    phone text not null default '',
    note text not null default '',
    ended_on date,
    version bigint not null default 1,
    primary key (org, id)
);
