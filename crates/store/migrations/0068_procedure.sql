-- Procedures notes and policies: each with a draft, versions that were agreed, what was said of a
-- draft, and who was asked to read a version.
create table procedure_note (
    org uuid not null references organisation (id),
    id uuid not null,
    kind text not null,
    title text not null,
    owner uuid not null,
    owner_name text not null,
    deputy uuid,
    deputy_name text not null default '',
    -- The page it stands beside, or empty.
    screen text not null default '',
    review_on date not null,
    -- What the next version would say.
    used_when text not null default '',
    steps text not null default '',
    -- Colleagues were asked for what they make of the draft, until this day.
    comment_by date,
    -- The number of the last version that was agreed; nought before the first.
    agreed_number bigint not null default 0,
    ended_on date,
    version bigint not null default 1,
    primary key (org, id)
);
create index procedure_note_title on procedure_note (org, ended_on, title);

-- A version as it was agreed, never changed afterwards.
create table procedure_version (
    org uuid not null,
    note uuid not null,
    number bigint not null,
    title text not null,
    used_when text not null,
    steps text not null,
    what_changed text not null default '',
    agreed_by text not null,
    agreed_on date not null,
    from_day date not null,
    kept_by text not null,
    kept_at timestamptz not null,
    primary key (org, note, number),
    foreign key (org, note) references procedure_note (org, id)
);

create table procedure_comment (
    org uuid not null,
    id uuid not null,
    note uuid not null,
    -- The version the draft was to become.
    number bigint not null,
    staff uuid not null,
    name text not null,
    words text not null default '',
    asked_at timestamptz not null,
    said_at timestamptz,
    answer text,
    answer_words text not null default '',
    answered_by text not null default '',
    primary key (org, id),
    foreign key (org, note) references procedure_note (org, id)
);
create unique index procedure_comment_once on procedure_comment (org, note, number, staff);

create table procedure_reader (
    org uuid not null,
    id uuid not null,
    note uuid not null,
    number bigint not null,
    staff uuid not null,
    name text not null,
    due date not null,
    read_at timestamptz,
    primary key (org, id),
    foreign key (org, note) references procedure_note (org, id)
);
create unique index procedure_reader_once on procedure_reader (org, note, number, staff);
create index procedure_reader_staff on procedure_reader (org, staff, read_at);
