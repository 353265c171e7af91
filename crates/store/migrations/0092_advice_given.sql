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
