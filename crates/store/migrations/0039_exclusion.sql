-- A suspension or permanent exclusion, from the draft to the day the pupil is back. Where it
-- stands is read off its days; no state is kept. What is decided stays as it was.
create table exclusion (
    org uuid not null references organisation (id),
    id uuid not null,
    pupil uuid not null,
    failed_day uuid,
    follows uuid,
    happened_at timestamptz,
    account_how text,
    kind text,
    first_day date,
    first_half boolean not null default false,
    sent_home_at bigint,
    last_day date,
    last_half boolean not null default false,
    reasons text not null default '',
    exam date,
    elsewhere_term bigint not null default 0,
    elsewhere_year bigint not null default 0,
    assessment boolean not null default false,
    probable boolean not null default false,
    home_authority text not null default '',
    back_at bigint,
    meeting_at timestamptz,
    decided_at timestamptz,
    decided_staff uuid,
    decided_name text not null default '',
    decided_as text,
    decided_why text not null default '',
    drawn text not null default '',
    halves bigint not null default 0,
    touched bigint not null default 0,
    term_halves bigint not null default 0,
    year_halves bigint not null default 0,
    sen text,
    looked_after boolean not null default false,
    social_worker text not null default '',
    written_on date,
    provision_at timestamptz,
    provision_words text not null default '',
    cancelled_on date,
    cancelled_by text not null default '',
    cancelled_why text not null default '',
    met_attended boolean,
    met_words text not null default '',
    met_at timestamptz,
    met_by text not null default '',
    back_on date,
    dropped boolean not null default false,
    by_staff uuid not null,
    by_name text not null,
    made_at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index exclusion_pupil on exclusion (org, pupil, first_day);
create index exclusion_first on exclusion (org, first_day);
create index exclusion_failed_day on exclusion (org, failed_day);

-- A text of the record, as it was each time it was kept; the newest is what it says.
create table exclusion_text (
    org uuid not null references organisation (id),
    exclusion uuid not null,
    part text not null,
    revision bigint not null,
    body text not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, exclusion, part, revision),
    foreign key (org, exclusion) references exclusion (org, id)
);

create table exclusion_exhibit (
    org uuid not null references organisation (id),
    id uuid not null,
    exclusion uuid not null,
    kind text not null,
    who text not null,
    words text not null,
    taken_at timestamptz not null,
    taken_by text not null,
    read_back boolean not null default false,
    signed boolean not null default false,
    anonymised text not null default '',
    made_at timestamptz not null,
    primary key (org, id),
    foreign key (org, exclusion) references exclusion (org, id)
);
create index exclusion_exhibit_of on exclusion_exhibit (org, exclusion, taken_at);

-- A letter about it as it was sent: words and pages are frozen, and each version is kept.
create table exclusion_letter (
    org uuid not null references organisation (id),
    id uuid not null,
    exclusion uuid not null,
    pupil uuid not null,
    paper text not null,
    party text not null,
    contact uuid,
    number bigint not null,
    to_name text not null,
    words text not null,
    pdf bytea not null,
    language text not null default '',
    issued_at timestamptz not null,
    by_name text not null,
    primary key (org, id),
    foreign key (org, exclusion) references exclusion (org, id)
);
create index exclusion_letter_of on exclusion_letter (org, exclusion, issued_at);

-- Work set for a day at home, and whether it was marked.
create table exclusion_work (
    org uuid not null references organisation (id),
    id uuid not null,
    exclusion uuid not null,
    day date not null,
    what text not null,
    link text not null default '',
    set_by text not null,
    set_at timestamptz not null,
    marked_by text not null default '',
    marked_at timestamptz,
    marked_note text not null default '',
    primary key (org, id),
    foreign key (org, exclusion) references exclusion (org, id)
);
create index exclusion_work_of on exclusion_work (org, exclusion, day);
