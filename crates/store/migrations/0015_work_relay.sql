-- Files that came with an answer to a request for work. Kept whole, named twice: as sent, and as
-- it is safe to hand out.

create table attachment (
    org uuid not null references organisation (id),
    id uuid not null,
    noun text not null,
    about uuid not null,
    name_sent text not null,
    name text not null,
    kind text not null,
    bytes bytea not null,
    size bigint not null,
    sha256 text not null,
    by_whom text not null,
    at timestamptz not null,
    removed_at timestamptz,
    primary key (org, id)
);
create index attachment_about on attachment (org, about);
