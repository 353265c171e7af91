-- The register of schools an authority deals with, from the national list. A school in it need not
-- use Mainstay; what it has told the authority is in the authority's own tables.
create table known_school (
    org uuid not null references organisation (id),
    id uuid not null,
    urn text not null,
    number text not null default '',
    name text not null,
    kind text not null,
    governed text not null,
    type_name text not null default '',
    phase text not null default '',
    opening text not null,
    opened_on date,
    closed_on date,
    head text not null default '',
    address text not null default '',
    postcode text not null default '',
    phone text not null default '',
    website text not null default '',
    trust text not null default '',
    -- The authority's own, which no list has.
    email text not null default '',
    contact text not null default '',
    note text not null default '',
    read_on date,
    -- The school itself, where it uses Mainstay here.
    here uuid references organisation (id),
    search_key text not null default '',
    sort_key text not null default '',
    version bigint not null default 1,
    primary key (org, id)
);
create unique index known_school_urn on known_school (org, urn);
create index known_school_sort on known_school (org, sort_key, id);
create index known_school_here on known_school (here);
