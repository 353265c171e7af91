-- Who is in charge of each space period by period, who is away, spaces that are shut, moves from
-- one space to another, seats as the school draws them, and more pupils than seats.

-- The week as it is planned. A period without a line is with whoever leads the room.
create table rota (
    org uuid not null references organisation (id),
    room uuid not null,
    weekday bigint not null,
    code text not null,
    staff uuid not null,
    primary key (org, room, weekday, code),
    foreign key (org, room) references room (org, id),
    foreign key (org, staff) references staff (org, id)
);

-- One day otherwise than the week.
create table rota_change (
    org uuid not null references organisation (id),
    room uuid not null,
    day date not null,
    code text not null,
    staff uuid not null,
    why text not null default '',
    made_by text not null,
    made_at timestamptz not null,
    primary key (org, room, day, code),
    foreign key (org, room) references room (org, id),
    foreign key (org, staff) references staff (org, id)
);
create index rota_change_day on rota_change (org, day);

-- Somebody is away on a day, or left a room during it. Why is nobody's business here.
create table away (
    org uuid not null references organisation (id),
    id uuid not null,
    staff uuid not null,
    day date not null,
    from_minute bigint not null,
    room uuid,
    made_by text not null,
    made_at timestamptz not null,
    ended_at timestamptz,
    ended_by text not null default '',
    primary key (org, id),
    foreign key (org, staff) references staff (org, id)
);
create index away_day on away (org, day);

create table room_shut (
    org uuid not null references organisation (id),
    id uuid not null,
    room uuid not null,
    day date not null,
    from_minute bigint not null,
    why text not null,
    made_by text not null,
    made_at timestamptz not null,
    ended_at timestamptz,
    ended_by text not null default '',
    primary key (org, id),
    foreign key (org, room) references room (org, id)
);
create index room_shut_day on room_shut (org, day);

-- Where a pupil went during a day. The placement is one record; this is its road.
create table room_move (
    org uuid not null references organisation (id),
    id uuid not null,
    placement uuid not null,
    pupil uuid not null,
    day date not null,
    from_room uuid not null,
    to_room uuid not null,
    from_seat bigint,
    to_seat bigint,
    codes text not null,
    why text not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, id),
    foreign key (org, placement) references placement (org, id)
);
create index room_move_placement on room_move (org, placement, at);
create index room_move_day on room_move (org, day);

-- A seat as it stands in the room, counted from the front on the left.
create table seat (
    org uuid not null references organisation (id),
    room uuid not null,
    number bigint not null,
    label text not null default '',
    row_at bigint not null,
    column_at bigint not null,
    primary key (org, room, number),
    foreign key (org, room) references room (org, id)
);

-- More pupils than seats, accepted by name and reason up to so many heads.
create table crowd (
    org uuid not null references organisation (id),
    id uuid not null,
    room uuid not null,
    day date not null,
    heads bigint not null,
    seats bigint not null,
    why text not null,
    made_by text not null,
    made_at timestamptz not null,
    primary key (org, id),
    foreign key (org, room) references room (org, id)
);
create index crowd_day on crowd (org, day, room);
