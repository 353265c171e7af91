-- What an authority does about a case: homes, letters, provision, chases, enquiries, education
-- for other reasons, and what it and a school promised each other.

create table child_parent (
    org uuid not null references organisation (id),
    id uuid not null,
    child uuid not null,
    title text not null default '',
    given text not null,
    family text not null,
    relation text not null default '',
    responsible boolean not null,
    lives_with boolean not null default false,
    address text not null default '',
    phone text not null default '',
    email text not null default '',
    language text not null default '',
    interpreter boolean not null default false,
    restriction text not null default '',
    version bigint not null default 1,
    primary key (org, id)
);
create index child_parent_child on child_parent (org, child);

-- Whose address and telephone are kept from whom. Ended, never deleted.
create table withheld (
    org uuid not null references organisation (id),
    id uuid not null,
    child uuid not null,
    parent uuid not null,
    from_parent uuid not null,
    why text not null,
    by_name text not null,
    at timestamptz not null,
    ended_at timestamptz,
    ended_by text not null default '',
    primary key (org, id)
);
create index withheld_child on withheld (org, child);

-- Information for one parent, words and pages frozen together.
create table family_letter (
    org uuid not null references organisation (id),
    id uuid not null,
    about uuid not null,
    parent uuid not null,
    to_name text not null,
    number bigint not null,
    day_six boolean not null default false,
    words text not null,
    pdf bytea not null,
    made_at timestamptz not null,
    by_name text not null,
    given_on date,
    given_how text not null default '',
    given_by text not null default '',
    primary key (org, id)
);
create index family_letter_about on family_letter (org, about, made_at);

-- A provider asked for full-time education from the sixth school day.
create table provision (
    org uuid not null references organisation (id),
    id uuid not null,
    about uuid not null,
    provider text not null,
    contact text not null default '',
    asked_at timestamptz not null,
    answer text not null,
    answered_at timestamptz,
    why text not null default '',
    starts_on date,
    week_minutes bigint,
    transport text not null default '',
    place text not null default '',
    report_to text not null default '',
    sessions text not null default '',
    ended_on date,
    by_name text not null,
    version bigint not null default 1,
    primary key (org, id)
);
create index provision_about on provision (org, about, asked_at);

-- Something asked for and not yet come, and each time it was asked for.
create table chase (
    org uuid not null references organisation (id),
    id uuid not null,
    about uuid not null,
    code text not null,
    what text not null,
    whom text not null,
    due date not null,
    owner uuid,
    made_at timestamptz not null,
    settled_at timestamptz,
    settled_by text not null default '',
    settled_how text not null default '',
    primary key (org, id)
);
create index chase_open on chase (org, settled_at, due);
create index chase_about on chase (org, about);
create table chase_try (
    org uuid not null references organisation (id),
    chase uuid not null,
    id uuid not null,
    at timestamptz not null,
    how text not null,
    words text not null default '',
    by_name text not null,
    primary key (org, chase, id)
);

-- A question somebody asked, and the advice they were given with its source and "as at" date.
create table enquiry (
    org uuid not null references organisation (id),
    id uuid not null,
    about uuid,
    school uuid,
    school_name text not null default '',
    asker text not null,
    asker_name text not null default '',
    asked_on date not null,
    question text not null,
    answer text not null default '',
    rule text not null default '',
    source text not null default '',
    as_at date,
    follow_on date,
    followed_at timestamptz,
    search text not null,
    by_name text not null,
    owner uuid,
    at timestamptz not null,
    primary key (org, id)
);
create index enquiry_at on enquiry (org, at, id);
create index enquiry_about on enquiry (org, about);
create index enquiry_school on enquiry (org, school, at);

-- A decision under section 19 for a child out of school through illness or otherwise.
create table education_decision (
    org uuid not null references organisation (id),
    id uuid not null,
    about uuid not null,
    basis text not null,
    evidence text not null default '',
    decided text not null,
    reasons text not null,
    decided_on date not null,
    starts_on date,
    week_minutes bigint,
    review_on date,
    by_name text not null,
    at timestamptz not null,
    primary key (org, id)
);
create index education_decision_about on education_decision (org, about, decided_on);

-- What the authority promised a school, or a school the authority.
create table commitment (
    org uuid not null references organisation (id),
    id uuid not null,
    school uuid not null,
    whose text not null,
    what text not null,
    due date,
    made_on date not null,
    by_name text not null,
    done_on date,
    done_by text not null default '',
    primary key (org, id)
);
create index commitment_school on commitment (org, school, made_on);
