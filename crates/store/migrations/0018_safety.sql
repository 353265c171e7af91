-- What somebody was told or saw and passed to the safeguarding lead, and nobody else. Its words
-- are in this table and in no other, and no event, message or note repeats them.
create table handoff (
    org uuid not null references organisation (id),
    id uuid not null,
    pupil uuid,
    -- Whom it is about as the writer knew them; empty where nobody is known yet.
    whom text not null default '',
    heard_at timestamptz,
    words text not null,
    account uuid not null,
    writer_name text not null,
    passed_at timestamptz not null,
    -- The writer's session was over when it came: they are asked whether they wrote it.
    away boolean not null default false,
    received_at timestamptz,
    received_by text not null default '',
    primary key (org, id)
);
create index handoff_waiting on handoff (org, received_at, passed_at);
create index handoff_writer on handoff (org, account, passed_at);

-- What happens next, a line at a time; none is changed.
create table handoff_step (
    org uuid not null references organisation (id),
    handoff uuid not null,
    id uuid not null,
    body text not null,
    author_name text not null,
    at timestamptz not null,
    primary key (org, handoff, id)
);
