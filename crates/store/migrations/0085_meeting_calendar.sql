-- Calendars that other programs ask for: of somebody's own meetings, or of a place. Each is opened by
-- its key and a mark that is not kept here, until it is taken back.
create table meeting_feed (
    org uuid not null references organisation (id),
    id uuid not null,
    staff uuid,
    place text not null default '',
    place_key text not null default '',
    by_name text not null,
    made_at timestamptz not null,
    gone_at timestamptz,
    primary key (org, id)
);
create index meeting_feed_staff on meeting_feed (org, staff);

-- A decision may be a change to a pupil's plan: a strategy in its next version.
alter table meeting_decision add column plan uuid;
alter table meeting_decision add column plan_version bigint;
create index meeting_decision_plan on meeting_decision (org, plan);

-- Somebody who has an interest in an item: they leave for it, and their copy is without it.
create table meeting_interest (
    org uuid not null references organisation (id),
    id uuid not null,
    meeting uuid not null,
    item uuid not null,
    person uuid not null,
    words text not null,
    by_name text not null,
    made_at timestamptz not null,
    gone_at timestamptz,
    primary key (org, id),
    foreign key (org, meeting) references meeting (org, id)
);
create index meeting_interest_of on meeting_interest (org, meeting);
