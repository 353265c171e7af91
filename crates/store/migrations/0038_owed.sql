-- Proof of what was owed because of a suspension, a permanent exclusion or an authority's case. A
-- due date is worked out each time it is read and kept nowhere, but for the day as it stood when
-- the thing was done.
create table owed_done (
    org uuid not null references organisation (id),
    id uuid not null,
    about uuid not null,
    code text not null,
    party text not null,
    whom uuid,
    whom_name text not null default '',
    at timestamptz not null,
    how text not null,
    by_whom text not null,
    what text not null default '',
    due_then date,
    note text not null default '',
    made_at timestamptz not null,
    struck_at timestamptz,
    struck_by text not null default '',
    struck_why text not null default '',
    primary key (org, id)
);
create index owed_done_about on owed_done (org, about, at);

-- A date that a changed calendar moved: both days are kept, and somebody says what follows.
create table due_change (
    org uuid not null references organisation (id),
    id uuid not null,
    about uuid not null,
    code text not null,
    whom uuid,
    before_day date,
    after_day date,
    was_done boolean not null default false,
    why text not null default '',
    at timestamptz not null,
    by_name text not null,
    seen_at timestamptz,
    seen_by text not null default '',
    seen_note text not null default '',
    primary key (org, id)
);
create index due_change_about on due_change (org, about, at);
create index due_change_open on due_change (org, seen_at);
