-- Force, restraint, seclusion, immobilisation or an aid taken away, other than being placed as a
-- disciplinary removal. Counted apart: nothing here is a placement or a suspension, and no event,
-- task or message repeats its words.

-- The question, where it was asked of a placement, and what was answered.
create table restrictive_asked (
    org uuid not null references organisation (id),
    placement uuid not null,
    happened boolean not null,
    by_staff uuid not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, placement),
    foreign key (org, placement) references placement (org, id)
);

create table restrictive (
    org uuid not null references organisation (id),
    id uuid not null,
    pupil uuid not null,
    placement uuid,
    author uuid not null,
    author_name text not null,
    made_at timestamptz not null,
    -- As they were on the day, so that figures of a past term do not move.
    year bigint not null,
    sex text not null default '',
    sen text not null default 'N',
    version bigint not null default 1,
    signed_at timestamptz,
    signed_by text not null default '',
    signed_why text not null default '',
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index restrictive_pupil on restrictive (org, pupil);
create index restrictive_author on restrictive (org, author);

-- Every version whole. Completing a record adds one; none is changed.
create table restrictive_version (
    org uuid not null,
    record uuid not null,
    revision bigint not null,
    kinds text not null,
    began timestamptz not null,
    ended timestamptz,
    author_name text not null,
    at timestamptz not null,
    primary key (org, record, revision),
    foreign key (org, record) references restrictive (org, id)
);
create index restrictive_began on restrictive_version (org, began);

-- What a version says, a fact a row. A fact that is not here is not known yet.
create table restrictive_fact (
    org uuid not null,
    record uuid not null,
    revision bigint not null,
    fact text not null,
    words text not null,
    primary key (org, record, revision, fact),
    foreign key (org, record, revision) references restrictive_version (org, record, revision)
);

-- Who is to be told: each holder of parental responsibility, and the authority where no parent
-- can be. A copy that was given is frozen.
create table restrictive_report (
    org uuid not null,
    id uuid not null,
    record uuid not null,
    contact uuid,
    to_name text not null,
    restricted boolean not null default false,
    state text not null,
    due date not null,
    how text,
    told_at timestamptz,
    by_name text not null default '',
    made_at timestamptz,
    said text not null default '',
    why text not null default '',
    copy_revision bigint,
    copy_words text not null default '',
    copy bytea,
    primary key (org, id),
    foreign key (org, record) references restrictive (org, id)
);
create index restrictive_report_record on restrictive_report (org, record);
create index restrictive_report_due on restrictive_report (org, state, due);
