-- The file of entries as the school wants it: its columns in order under its own headings, its
-- codes for each kind of entry; and files of its own system read back to confirm entries.
create table mis_column (
    org uuid not null references organisation (id),
    place bigint not null,
    field text not null,
    heading text not null,
    primary key (org, place)
);

create table mis_kind (
    org uuid not null references organisation (id),
    kind text not null,
    active boolean not null,
    code text not null default '',
    what text not null default '',
    primary key (org, kind)
);

create table mis_run (
    org uuid not null references organisation (id),
    id uuid not null,
    at timestamptz not null,
    by_name text not null,
    confirmed bigint not null,
    left_out bigint not null,
    undone_at timestamptz,
    undone_by text not null default '',
    primary key (org, id)
);

-- The file that confirmed an entry, where one did.
alter table mis_entry add column run uuid;
