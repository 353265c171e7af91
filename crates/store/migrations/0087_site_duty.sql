-- A place and a time outside lessons at which somebody looks after pupils: the gate, the yard, lunch.
create table site_duty (
    org uuid not null references organisation (id),
    id uuid not null,
    name text not null,
    place text not null default '',
    weekday bigint not null,
    from_minute bigint not null,
    to_minute bigint not null,
    staff uuid,
    staff_name text not null default '',
    active boolean not null default true,
    version bigint not null default 1,
    primary key (org, id)
);
create index site_duty_day on site_duty (org, weekday, from_minute);
create index site_duty_staff on site_duty (org, staff);

-- One day of a duty otherwise than the week says; nobody, where it is left out that day.
create table site_duty_change (
    org uuid not null,
    duty uuid not null,
    day date not null,
    staff uuid,
    staff_name text not null default '',
    why text not null default '',
    made_by text not null,
    primary key (org, duty, day),
    foreign key (org, duty) references site_duty (org, id)
);
create index site_duty_change_day on site_duty_change (org, day);
