-- The agenda, with what was said at each item.
create table meeting_item (
    org uuid not null references organisation (id),
    id uuid not null,
    meeting uuid not null,
    position bigint not null,
    title text not null,
    pupil uuid,
    closed boolean not null default false,
    notes text not null default '',
    by_name text not null default '',
    at timestamptz,
    gone_at timestamptz,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, meeting) references meeting (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index meeting_item_of on meeting_item (org, meeting, position);

-- What was decided, with the action or the referral it became.
create table meeting_decision (
    org uuid not null references organisation (id),
    id uuid not null,
    meeting uuid not null,
    item uuid,
    pupil uuid,
    words text not null,
    why text not null default '',
    action uuid,
    referral uuid,
    by_name text not null,
    at timestamptz not null,
    primary key (org, id),
    foreign key (org, meeting) references meeting (org, id)
);
create index meeting_decision_of on meeting_decision (org, meeting);
create index meeting_decision_referral on meeting_decision (org, referral);

-- A pupil's report for a meeting: drafted from the file, edited by whoever writes it.
create table meeting_report (
    org uuid not null references organisation (id),
    meeting uuid not null,
    from_day date not null,
    to_day date not null,
    words text not null,
    by_name text not null,
    at timestamptz not null,
    version bigint not null default 1,
    primary key (org, meeting),
    foreign key (org, meeting) references meeting (org, id)
);

-- The minutes as each was given them.
create table meeting_copy (
    org uuid not null references organisation (id),
    id uuid not null,
    meeting uuid not null,
    person uuid not null,
    name text not null,
    words text not null,
    how text not null default '',
    given_at timestamptz,
    made_at timestamptz not null,
    primary key (org, id),
    foreign key (org, meeting) references meeting (org, id)
);
create index meeting_copy_of on meeting_copy (org, meeting);

-- A calendar entry that travels with an email.
create table message_calendar (
    org uuid not null references organisation (id),
    message uuid not null,
    method text not null,
    file text not null,
    primary key (org, message)
);
