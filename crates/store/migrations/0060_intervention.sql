-- The school's catalogue of interventions, and the measures it names.

create table intervention (
    org uuid not null references organisation (id),
    id uuid not null,
    name text not null,
    kind text not null,
    purpose text not null,
    who_for text not null default '',
    dose text not null default '',
    owner uuid,
    owner_name text not null default '',
    provider text not null default '',
    pence bigint,
    unit text not null,
    evidence text not null default '',
    active boolean not null,
    version bigint not null default 1,
    primary key (org, id)
);

-- A measure is a name with a scale. Nothing of what an instrument asks is kept.
create table measure (
    org uuid not null references organisation (id),
    id uuid not null,
    name text not null,
    low bigint not null,
    high bigint not null,
    better text not null,
    licensed boolean not null,
    rights text not null default '',
    active boolean not null,
    version bigint not null default 1,
    primary key (org, id)
);
