-- Line management: a series of meetings of two people, each seen by both.
create table supervision (
    org uuid not null references organisation (id),
    id uuid not null,
    manager uuid not null,
    manager_name text not null,
    staff uuid not null,
    staff_name text not null,
    every text not null,
    objectives text not null default '',
    ended_on date,
    version bigint not null default 1,
    primary key (org, id)
);
create index supervision_staff on supervision (org, staff, ended_on);
create index supervision_manager on supervision (org, manager, ended_on);

create table supervision_meeting (
    org uuid not null,
    id uuid not null,
    series uuid not null,
    day date not null,
    at_minute bigint,
    -- The day the series gives it: the next is counted from here, whatever it was moved to.
    rhythm_day date not null,
    state text not null,
    why text not null default '',
    rebook_of uuid,
    notes text not null default '',
    wellbeing text not null default '',
    agreed_to_do text not null default '',
    written_by text not null default '',
    manager_agreed_at timestamptz,
    staff_agreed_at timestamptz,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, series) references supervision (org, id)
);
create index supervision_meeting_series on supervision_meeting (org, series, day);

-- Reflective supervision. Its words are for the person whose they are, and for nobody else; that it
-- took place, and when, is all that whoever manages them is shown.
create table own_supervision (
    org uuid not null references organisation (id),
    id uuid not null,
    staff uuid not null,
    day date not null,
    with_whom text not null default '',
    themes text not null default '',
    words text not null default '',
    to_do text not null default '',
    written_at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id)
);
create index own_supervision_staff on own_supervision (org, staff, day);
