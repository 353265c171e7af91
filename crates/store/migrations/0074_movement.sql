-- How pupils of a room get about without meeting the rest of the school: the room's usual ways, one
-- pupil's own on a day, and whom that pupil does not meet or does.

create table movement_usual (
    org uuid not null references organisation (id),
    room uuid not null,
    kind text not null,
    times text not null default '',
    way text not null default '',
    version bigint not null default 1,
    primary key (org, room, kind),
    foreign key (org, room) references room (org, id)
);

create table movement_own (
    org uuid not null references organisation (id),
    id uuid not null,
    placement uuid not null,
    pupil uuid not null,
    kind text not null,
    from_minute bigint not null,
    to_minute bigint,
    way text not null default '',
    with_whom text not null default '',
    made_by text not null,
    made_at timestamptz not null,
    ended_by text not null default '',
    ended_at timestamptz,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index movement_own_placement on movement_own (org, placement);

create table contact_plan (
    org uuid not null references organisation (id),
    placement uuid not null,
    pupil uuid not null,
    avoid text not null default '',
    keep text not null default '',
    made_by text not null,
    made_at timestamptz not null,
    version bigint not null default 1,
    primary key (org, placement),
    foreign key (org, pupil) references pupil (org, id)
);
