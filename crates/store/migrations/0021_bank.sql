-- The work bank in full, programmes of work by subject, year and half-term, and what was agreed with
-- whoever leads a subject.

alter table bank_unit add column topic text not null default '';
alter table bank_unit add column ability text not null default 'all';
alter table bank_unit add column minutes bigint;
alter table bank_unit add column answers_at text not null default '';
alter table bank_unit add column author text not null default '';
-- Nothing until somebody has looked.
alter table bank_unit add column copyright_clear boolean;
-- What the head of its subject decided, signed in; `agreed_by` is who.
alter table bank_unit add column verdict text;
alter table bank_unit add column verdict_at timestamptz;
alter table bank_unit add column verdict_why text not null default '';
alter table bank_unit add column review_on date;
alter table bank_unit add column version bigint not null default 1;
create index work_bank_unit on work (org, bank_unit);

-- Units in order, for one subject, year and half-term; taken up again each school year.
create table programme (
    org uuid not null references organisation (id),
    id uuid not null,
    subject text not null,
    year bigint not null,
    half text not null,
    note text not null default '',
    agreed_at timestamptz,
    agreed_by text not null default '',
    review_on date,
    made_by text not null,
    changed_at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id),
    unique (org, subject, year, half)
);

create table programme_unit (
    org uuid not null,
    programme uuid not null,
    place bigint not null,
    unit uuid not null,
    primary key (org, programme, place),
    foreign key (org, programme) references programme (org, id),
    foreign key (org, unit) references bank_unit (org, id)
);

-- Talks about a subject's work with whoever leads it; none is changed.
create table subject_talk (
    org uuid not null references organisation (id),
    id uuid not null,
    subject text not null,
    held_on date not null,
    with_whom text not null,
    body text not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, id)
);
create index subject_talk_at on subject_talk (org, held_on);
