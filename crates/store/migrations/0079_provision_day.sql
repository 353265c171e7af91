-- A day of education somewhere else: whether the pupil was there, and who made sure they were safe.
create table provision_day (
    org uuid not null references organisation (id),
    provision uuid not null,
    day date not null,
    there text not null,
    words text not null default '',
    checked_at timestamptz,
    checked_how text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, provision, day),
    foreign key (org, provision) references provision (org, id)
);
