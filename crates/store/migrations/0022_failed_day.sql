-- A step of the school's ladder as it was taken: who was called, who came and when. The line of
-- the day log beside it has the moment of the call.
create table step_taken (
    org uuid not null references organisation (id),
    entry uuid not null,
    placement uuid not null,
    step text not null,
    called text not null default '',
    came text not null default '',
    came_at timestamptz,
    primary key (org, entry),
    foreign key (org, entry) references entry (org, id)
);
create index step_taken_placement on step_taken (org, placement);

-- What was not met on a day in the room, put together for the headteacher. The log's own lines
-- are read from the log until it is handed over, and kept as they stood from then on.
create table failed_day (
    org uuid not null references organisation (id),
    id uuid not null,
    placement uuid not null,
    pupil uuid not null,
    day date not null,
    expectation text not null,
    no_warning text not null default '',
    no_adjustment text not null default '',
    account_how text,
    account text not null default '',
    account_why text not null default '',
    adults text not null default '',
    drawn text not null default '',
    may_follow text not null default '',
    policy text not null default '',
    by_staff uuid not null,
    by_name text not null,
    made_at timestamptz not null,
    handed_at timestamptz,
    handed_by text not null default '',
    read_at timestamptz,
    read_by text not null default '',
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, placement) references placement (org, id)
);
create unique index failed_day_placement on failed_day (org, placement);
create index failed_day_handed on failed_day (org, handed_at);

-- What the headteacher decided, a line at a time: one is corrected by another after it.
create table failed_day_decision (
    org uuid not null references organisation (id),
    failed_day uuid not null,
    id uuid not null,
    decision text not null,
    reasons text not null,
    by_staff uuid not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, failed_day, id)
);

-- A restorative meeting that was declined may be offered again on a day; it may also be held
-- without meeting, with messages carried between the two.
alter table repair add column way text not null default 'meeting';
alter table repair add column offer_again_on date;
create index repair_again on repair (org, offer_again_on);
