-- The school, its people and its pupils. Every table that belongs to a school has its
-- organisation first in its key, so that an authority can be spread over machines later.

create table organisation (
    id uuid primary key,
    name text not null,
    kind text not null,
    address text not null default '',
    phone text not null default '',
    concern text not null default '',
    demo boolean not null default false,
    made_at timestamptz not null
);

-- An account is a person's way in; what they may do at a school is their membership.
create table account (
    id uuid primary key,
    email text not null unique,
    password_hash text not null default '',
    failures bigint not null default 0,
    locked_until timestamptz,
    made_at timestamptz not null,
    version bigint not null default 1
);

create table session (
    token_hash text primary key,
    account uuid not null references account (id),
    org uuid not null references organisation (id),
    csrf text not null,
    shared boolean not null,
    made_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    agent text not null default ''
);
create index session_account on session (account);

create table staff (
    org uuid not null references organisation (id),
    id uuid not null,
    code text not null default '',
    title text not null default '',
    given text not null default '',
    family text not null default '',
    email text not null default '',
    post text not null default '',
    department text not null default '',
    left_on date,
    version bigint not null default 1,
    primary key (org, id)
);

create table membership (
    org uuid not null references organisation (id),
    account uuid not null references account (id),
    staff uuid not null,
    active boolean not null default true,
    version bigint not null default 1,
    primary key (org, account),
    foreign key (org, staff) references staff (org, id)
);

create table membership_role (
    org uuid not null,
    account uuid not null,
    role text not null,
    primary key (org, account, role),
    foreign key (org, account) references membership (org, account)
);

create table membership_year (
    org uuid not null,
    account uuid not null,
    year bigint not null,
    primary key (org, account, year),
    foreign key (org, account) references membership (org, account)
);

create table pupil (
    org uuid not null references organisation (id),
    id uuid not null,
    upn text,
    admission_no text,
    legal_given text not null default '',
    legal_family text not null default '',
    known_given text not null default '',
    known_family text not null default '',
    born date,
    year bigint not null default 0,
    form text not null default '',
    sex text not null default '',
    sen text not null default 'N',
    sen_need text not null default '',
    free_meals boolean not null default false,
    language text not null default '',
    ethnicity text not null default '',
    looked_after boolean not null default false,
    social_worker text not null default '',
    medical text not null default '',
    dietary text not null default '',
    strengths text not null default '',
    helps text not null default '',
    reading_age text not null default '',
    tutor uuid,
    year_lead uuid,
    mentor uuid,
    left_on date,
    -- Folded for search and order on both engines alike: lower case, accents off.
    search_key text not null default '',
    sort_key text not null default '',
    version bigint not null default 1,
    primary key (org, id)
);
create unique index pupil_upn on pupil (org, upn);
create index pupil_sort on pupil (org, sort_key);
create index pupil_year on pupil (org, year, sort_key);

create table contact (
    org uuid not null references organisation (id),
    id uuid not null,
    title text not null default '',
    given text not null default '',
    family text not null default '',
    phone text not null default '',
    email text not null default '',
    address text not null default '',
    language text not null default '',
    interpreter boolean not null default false,
    version bigint not null default 1,
    primary key (org, id)
);

create table pupil_contact (
    org uuid not null,
    pupil uuid not null,
    contact uuid not null,
    relation text not null default '',
    priority bigint not null default 1,
    responsible boolean not null default false,
    lives_with boolean not null default false,
    restriction text not null default '',
    ended_on date,
    primary key (org, pupil, contact),
    foreign key (org, pupil) references pupil (org, id),
    foreign key (org, contact) references contact (org, id)
);

create table class (
    org uuid not null references organisation (id),
    id uuid not null,
    code text not null,
    title text not null default '',
    subject text not null default '',
    year bigint not null default 0,
    kind text not null default 'scheduled',
    ended_on date,
    version bigint not null default 1,
    primary key (org, id)
);

create table class_staff (
    org uuid not null,
    class uuid not null,
    staff uuid not null,
    lead boolean not null default true,
    primary key (org, class, staff),
    foreign key (org, class) references class (org, id),
    foreign key (org, staff) references staff (org, id)
);
create index class_staff_staff on class_staff (org, staff);

create table class_pupil (
    org uuid not null,
    class uuid not null,
    pupil uuid not null,
    ended_on date,
    primary key (org, class, pupil),
    foreign key (org, class) references class (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index class_pupil_pupil on class_pupil (org, pupil);

-- One lesson of the week: which class, with whom, where, in which period. Week is A, B or
-- empty for every week; weekday 1 is Monday.
create table lesson (
    org uuid not null,
    id uuid not null,
    class uuid not null,
    staff uuid,
    place text not null default '',
    week text not null default '',
    weekday bigint not null,
    period text not null,
    ended_on date,
    primary key (org, id),
    foreign key (org, class) references class (org, id)
);
create index lesson_class on lesson (org, class);
create index lesson_slot on lesson (org, weekday, period);

-- Which outside key stands for which record: sources name people by their own keys.
create table outside_key (
    org uuid not null,
    noun text not null,
    source text not null,
    value text not null,
    id uuid not null,
    primary key (org, noun, source, value)
);

create table import_run (
    org uuid not null,
    id uuid not null,
    kind text not null,
    source text not null,
    at timestamptz not null,
    by_name text not null,
    made bigint not null,
    changed bigint not null,
    unchanged bigint not null,
    ended bigint not null,
    primary key (org, id)
);

-- A remembered mapping: which of the school's column headings is which field.
create table import_mapping (
    org uuid not null,
    kind text not null,
    heading text not null,
    field text not null,
    primary key (org, kind, heading)
);
