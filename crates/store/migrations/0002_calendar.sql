-- The calendar, the day, words, rules, rooms and lists.

create table term (
    org uuid not null references organisation (id),
    id uuid not null,
    name text not null,
    from_day date not null,
    to_day date not null,
    primary key (org, id)
);

create table closed (
    org uuid not null references organisation (id),
    id uuid not null,
    why text not null,
    half_term boolean not null default false,
    from_day date not null,
    to_day date not null,
    primary key (org, id)
);

create table period (
    org uuid not null references organisation (id),
    id uuid not null,
    weekday bigint not null,
    code text not null,
    kind text not null,
    from_minute bigint not null,
    to_minute bigint not null,
    primary key (org, id)
);

create table setting (
    org uuid not null references organisation (id),
    name text not null,
    value text not null,
    primary key (org, name)
);

create table word (
    org uuid not null references organisation (id),
    concept text not null,
    one text not null,
    many text not null,
    short text not null,
    primary key (org, concept)
);

create table room (
    org uuid not null references organisation (id),
    id uuid not null,
    name text not null,
    kind text not null,
    seats bigint not null,
    door text not null default '',
    arrive_at bigint not null,
    break_from bigint not null,
    break_to bigint not null,
    lunch_from bigint not null,
    lunch_to bigint not null,
    lead uuid,
    active boolean not null default true,
    version bigint not null default 1,
    primary key (org, id)
);

-- The school's list of reasons. Retired, never deleted: old referrals keep theirs.
create table reason (
    org uuid not null references organisation (id),
    id uuid not null,
    label text not null,
    place bigint not null,
    active boolean not null default true,
    primary key (org, id)
);

create table keep_apart (
    org uuid not null,
    id uuid not null,
    one uuid not null,
    other uuid not null,
    why text not null,
    set_by text not null,
    set_on date not null,
    review_on date,
    ended_on date,
    primary key (org, id),
    foreign key (org, one) references pupil (org, id),
    foreign key (org, other) references pupil (org, id)
);
create index keep_apart_one on keep_apart (org, one);
create index keep_apart_other on keep_apart (org, other);

-- A unit of work kept for when none comes. Years are National Curriculum years.
create table bank_unit (
    org uuid not null references organisation (id),
    id uuid not null,
    subject text not null,
    year_from bigint not null,
    year_to bigint not null,
    title text not null,
    kept_at text not null default '',
    agreed_by text not null default '',
    last_used date,
    active boolean not null default true,
    primary key (org, id)
);
