-- A pupil kept away for safeguarding. It is no punishment and no suspension: it adds to no total,
-- has no governors' track, and its register code is not settled.
create table separation (
    org uuid not null references organisation (id),
    id uuid not null,
    pupil uuid not null,
    from_day date not null,
    why text not null,
    on_site text not null,
    how_long text not null,
    way_back text not null,
    education text not null default '',
    led_by text not null,
    ended_on date,
    ended_words text not null default '',
    by_staff uuid not null,
    by_name text not null,
    made_at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index separation_open on separation (org, ended_on);

-- Each look at it again, and what came of it.
create table separation_look (
    org uuid not null references organisation (id),
    id uuid not null,
    separation uuid not null,
    day date not null,
    words text not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, id),
    foreign key (org, separation) references separation (org, id)
);
create index separation_look_of on separation_look (org, separation, day);
