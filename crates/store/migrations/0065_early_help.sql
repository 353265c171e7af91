-- The form of early help, as the authority orders and names its sections; every change is a version.
create table early_help_form (
    org uuid not null references organisation (id),
    number bigint not null,
    name text not null,
    authority text not null default '',
    made_by text not null,
    made_at timestamptz not null,
    primary key (org, number)
);

create table early_help_section (
    org uuid not null,
    number bigint not null,
    id uuid not null,
    place bigint not null,
    title text not null,
    hint text not null default '',
    part text not null,
    needed boolean not null,
    primary key (org, number, id),
    foreign key (org, number) references early_help_form (org, number)
);

create table early_help (
    org uuid not null references organisation (id),
    id uuid not null,
    pupil uuid not null,
    form bigint not null,
    status text not null,
    lead_name text not null,
    lead_from text not null default '',
    interpreter text not null default '',
    review_on date,
    sent_on date,
    sent_to text not null default '',
    reference text not null default '',
    ended_why text not null default '',
    begun_on date not null,
    begun_by uuid not null,
    begun_by_name text not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index early_help_pupil on early_help (org, pupil);
create index early_help_review on early_help (org, status, review_on);

create table early_help_words (
    org uuid not null,
    early_help uuid not null,
    section uuid not null,
    words text not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, early_help, section),
    foreign key (org, early_help) references early_help (org, id)
);

create table early_help_consent (
    org uuid not null,
    early_help uuid not null,
    id uuid not null,
    contact uuid,
    name text not null,
    word text not null,
    how text not null,
    day date not null,
    what_for text not null,
    with_whom text not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, early_help, id),
    foreign key (org, early_help) references early_help (org, id)
);

create table early_help_step (
    org uuid not null,
    early_help uuid not null,
    id uuid not null,
    status text not null,
    day date not null,
    words text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, early_help, id),
    foreign key (org, early_help) references early_help (org, id)
);
