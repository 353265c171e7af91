-- A school's days off as its authority holds them: the authority's own calendar, with these days
-- besides. A day taken away stays, and is no longer read.
create table school_closed (
    org uuid not null references organisation (id),
    id uuid not null,
    school uuid not null,
    why text not null,
    from_day date not null,
    to_day date not null,
    by_name text not null,
    at timestamptz not null,
    removed_at timestamptz,
    removed_by text not null default '',
    primary key (org, id)
);
create index school_closed_school on school_closed (org, school, from_day);
