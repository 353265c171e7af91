-- What the room works with: devices, stock, resources and how well they serve, and the room's own
-- weekly check with its defects.

create table device (
    org uuid not null references organisation (id),
    id uuid not null,
    name text not null,
    kind text not null,
    condition text not null,
    filtered boolean not null default true,
    charger boolean not null default true,
    -- The resource its use counts for, such as laptops for writing.
    resource uuid,
    note text not null default '',
    active boolean not null default true,
    version bigint not null default 1,
    primary key (org, id)
);

-- A device promised for one period of a day. The index is what keeps it from being promised twice.
create table device_booking (
    org uuid not null references organisation (id),
    id uuid not null,
    device uuid not null,
    day date not null,
    code text not null,
    pupil uuid not null,
    placement uuid not null,
    by_name text not null,
    made_at timestamptz not null,
    ended_at timestamptz,
    ended_by text not null default '',
    primary key (org, id)
);
create unique index device_booking_once on device_booking (org, device, day, code) where ended_at is null;
create index device_booking_day on device_booking (org, day);

-- A device in somebody's hands. It ends by coming back, or by a reason; its charger comes apart.
create table device_loan (
    org uuid not null references organisation (id),
    id uuid not null,
    device uuid not null,
    day date not null,
    pupil uuid not null,
    placement uuid not null,
    issued_at timestamptz not null,
    issued_by text not null,
    charger boolean not null default false,
    returned_at timestamptz,
    returned_by text not null default '',
    charger_back_at timestamptz,
    settled_at timestamptz,
    settled_how text not null default '',
    settled_why text not null default '',
    settled_by text not null default '',
    primary key (org, id)
);
create unique index device_loan_once on device_loan (org, device) where returned_at is null and settled_at is null;
create index device_loan_day on device_loan (org, day);
create index device_loan_placement on device_loan (org, placement);

create table stock_item (
    org uuid not null references organisation (id),
    id uuid not null,
    name text not null,
    unit text not null default '',
    level bigint not null,
    minimum bigint not null,
    pence bigint not null default 0,
    supplier text not null default '',
    check_on date,
    active boolean not null default true,
    version bigint not null default 1,
    primary key (org, id)
);

-- Each time a level was counted, used or received: what it was and what it became.
create table stock_count (
    org uuid not null references organisation (id),
    id uuid not null,
    item uuid not null,
    how text not null,
    before bigint not null,
    after bigint not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, id)
);
create index stock_count_item on stock_count (org, item, at);

create table stock_order (
    org uuid not null references organisation (id),
    id uuid not null,
    item uuid not null,
    quantity bigint not null,
    ordered_at timestamptz not null,
    ordered_by text not null,
    received bigint,
    received_at timestamptz,
    received_by text not null default '',
    primary key (org, id)
);
create index stock_order_open on stock_order (org, received_at);

create table resource (
    org uuid not null references organisation (id),
    id uuid not null,
    name text not null,
    purpose text not null default '',
    decision text not null default '',
    decided_why text not null default '',
    decided_by text not null default '',
    decided_at timestamptz,
    active boolean not null default true,
    version bigint not null default 1,
    primary key (org, id)
);

-- A resource used by one pupil in one period.
create table resource_use (
    org uuid not null references organisation (id),
    id uuid not null,
    resource uuid not null,
    pupil uuid not null,
    placement uuid not null,
    day date not null,
    code text not null,
    rating text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, id)
);
create unique index resource_use_once on resource_use (org, resource, placement, code);
create index resource_use_day on resource_use (org, day);

-- Every decision about a resource, as it was taken.
create table resource_decision (
    org uuid not null references organisation (id),
    id uuid not null,
    resource uuid not null,
    decision text not null,
    why text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, id)
);

create table idea (
    org uuid not null references organisation (id),
    id uuid not null,
    title text not null,
    source text not null default '',
    hope text not null default '',
    pence bigint not null default 0,
    from_day date not null,
    to_day date not null,
    judgement text not null default '',
    judged_why text not null default '',
    judged_by text not null default '',
    judged_at timestamptz,
    by_staff uuid not null,
    by_name text not null,
    made_at timestamptz not null,
    primary key (org, id)
);

create table room_check_line (
    org uuid not null references organisation (id),
    id uuid not null,
    place bigint not null,
    label text not null,
    safety boolean not null default false,
    active boolean not null default true,
    primary key (org, id)
);

create table room_check (
    org uuid not null references organisation (id),
    id uuid not null,
    room uuid not null,
    day date not null,
    looked bigint not null,
    found bigint not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, id)
);
create index room_check_day on room_check (org, room, day);

create table defect (
    org uuid not null references organisation (id),
    id uuid not null,
    room uuid not null,
    room_check uuid,
    what text not null,
    place text not null default '',
    urgent boolean not null default false,
    reported_to text not null default '',
    found_on date not null,
    found_by text not null,
    fixed_on date,
    fixed_by text not null default '',
    fixed_how text not null default '',
    version bigint not null default 1,
    primary key (org, id)
);
create index defect_open on defect (org, fixed_on);
