-- When members of staff work, and the week of an assistant, period by period.
create table working_week (
    org uuid not null references organisation (id),
    staff uuid not null,
    not_theirs text not null default '',
    version bigint not null default 1,
    primary key (org, staff)
);
create table working_day (
    org uuid not null,
    staff uuid not null,
    weekday bigint not null,
    from_minute bigint not null,
    to_minute bigint not null,
    primary key (org, staff, weekday)
);

create table assistant_week (
    org uuid not null references organisation (id),
    id uuid not null,
    staff uuid not null,
    staff_name text not null,
    monday date not null,
    published_at timestamptz,
    published_by text not null default '',
    version bigint not null default 1,
    primary key (org, id)
);
create unique index assistant_week_once on assistant_week (org, staff, monday);

create table assistant_period (
    org uuid not null,
    week uuid not null,
    weekday bigint not null,
    code text not null,
    kind text not null,
    pupil uuid,
    words text not null default '',
    place text not null default '',
    primary key (org, week, weekday, code),
    foreign key (org, week) references assistant_week (org, id)
);
