-- How long what is known of an agency counts as fresh.
create table agency_setting (
    org uuid not null references organisation (id),
    every_days bigint not null,
    primary key (org)
);

-- The directory of services.
create table agency (
    org uuid not null references organisation (id),
    id uuid not null,
    name text not null,
    what_for text not null,
    who_refers text not null default '',
    how text not null default '',
    person text not null default '',
    phone text not null default '',
    email text not null default '',
    web text not null default '',
    hours text not null default '',
    cost text not null default '',
    area text not null default '',
    active boolean not null,
    checked_on date not null,
    checked_by text not null,
    version bigint not null default 1,
    primary key (org, id)
);

-- Contact with an agency about a pupil.
create table agency_entry (
    org uuid not null references organisation (id),
    id uuid not null,
    pupil uuid not null,
    agency uuid,
    agency_name text not null,
    who text not null,
    day date not null,
    how text not null,
    about text not null,
    basis text not null,
    basis_words text not null default '',
    shared text not null default '',
    answer_due date,
    answered_on date,
    answer text not null default '',
    answered_by text not null default '',
    made_by uuid not null,
    made_by_name text not null,
    made_at timestamptz not null,
    struck_at timestamptz,
    struck_why text not null default '',
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index agency_entry_pupil on agency_entry (org, pupil, day);
create index agency_entry_due on agency_entry (org, answered_on, answer_due);
