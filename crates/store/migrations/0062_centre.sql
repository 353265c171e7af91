-- The support base: who has a place in it, why, until when, and what they do there.

create table centre_place (
    org uuid not null references organisation (id),
    id uuid not null,
    pupil uuid not null,
    why text not null,
    purpose text not null,
    criteria text not null,
    goals text not null,
    learning text not null default '',
    from_day date not null,
    until_day date not null,
    review_on date not null,
    key_worker uuid not null,
    key_worker_name text not null,
    inducted_on date,
    inducted_by text not null default '',
    baseline text not null default '',
    own_words text not null default '',
    home_agreed text not null default '',
    ended_on date,
    ending text,
    ended_why text not null default '',
    made_by text not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create unique index centre_place_open on centre_place (org, pupil) where ended_on is null;

-- The period grid of one place: what is done there, and with whom.
create table centre_slot (
    org uuid not null,
    place uuid not null,
    weekday bigint not null,
    code text not null,
    way text not null,
    subject text not null default '',
    staff uuid,
    staff_name text not null default '',
    primary key (org, place, weekday, code),
    foreign key (org, place) references centre_place (org, id)
);

create table centre_progress (
    org uuid not null,
    place uuid not null,
    subject text not null,
    from_day date not null,
    half_term text not null,
    got text not null,
    words text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, place, subject, from_day),
    foreign key (org, place) references centre_place (org, id)
);

-- The way back to lessons, a school week at a time. No number planned is all of them.
create table centre_week (
    org uuid not null,
    place uuid not null,
    week bigint not null,
    monday date not null,
    last_day date not null,
    planned bigint,
    lessons bigint not null,
    achieved bigint,
    words text not null default '',
    by_name text not null default '',
    at timestamptz,
    primary key (org, place, week),
    foreign key (org, place) references centre_place (org, id)
);

create table centre_look (
    org uuid not null,
    place uuid not null,
    id uuid not null,
    day date not null,
    words text not null,
    next_on date,
    by_name text not null,
    at timestamptz not null,
    primary key (org, place, id),
    foreign key (org, place) references centre_place (org, id)
);
