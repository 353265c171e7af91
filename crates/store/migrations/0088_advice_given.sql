-- The meeting that hospitality is for, where it is one of ours.
alter table hospitality add column meeting uuid;
create index hospitality_meeting on hospitality (org, meeting);

-- What a colleague asked, and what was suggested: counted by kind, and naming no pupil.
create table advice_given (
    org uuid not null references organisation (id),
    id uuid not null,
    day date not null,
    kind text not null,
    whom text not null,
    words text not null,
    strategy uuid,
    minutes bigint not null default 0,
    staff uuid not null,
    staff_name text not null,
    made_at timestamptz not null,
    struck_at timestamptz,
    struck_why text not null default '',
    primary key (org, id)
);
create index advice_given_day on advice_given (org, day);

-- Of training that was given: how many came, and what they said of it.
alter table training add column attended bigint;
alter table training add column feedback text not null default '';

-- What somebody makes of their own practice: for them, and for whoever manages them.
create table practice_entry (
    org uuid not null references organisation (id),
    id uuid not null,
    staff uuid not null,
    day date not null,
    kind text not null,
    words text not null,
    next_time text not null default '',
    made_at timestamptz not null,
    primary key (org, id)
);
create index practice_entry_staff on practice_entry (org, staff, day);
