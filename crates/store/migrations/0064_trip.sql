-- What the school says about trips: whose approval they ask for, and whom to ring at school.
create table trip_setting (
    org uuid not null references organisation (id),
    approver text not null,
    base text not null default '',
    primary key (org)
);

-- A trip, or an event in school.
create table trip (
    org uuid not null references organisation (id),
    id uuid not null,
    kind text not null,
    title text not null,
    purpose text not null,
    place text not null,
    from_day date not null,
    to_day date not null,
    leaves bigint not null,
    back bigint not null,
    ratio bigint not null,
    transport text not null default '',
    kit text not null default '',
    base text not null default '',
    lead uuid not null,
    lead_name text not null,
    state text not null,
    words_since timestamptz,
    asked_at timestamptz,
    decided_at timestamptz,
    decided_by text not null default '',
    decided_why text not null default '',
    went_well text not null default '',
    change_next text not null default '',
    again text,
    contacts_made text not null default '',
    looked_back_at timestamptz,
    looked_back_by text not null default '',
    made_by uuid not null,
    made_by_name text not null,
    made_at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id)
);
create index trip_days on trip (org, to_day, from_day);

create table trip_adult (
    org uuid not null,
    trip uuid not null,
    id uuid not null,
    staff uuid,
    name text not null,
    role text not null default '',
    ended_at timestamptz,
    primary key (org, id),
    foreign key (org, trip) references trip (org, id)
);
create index trip_adult_trip on trip_adult (org, trip);
create index trip_adult_staff on trip_adult (org, staff);

create table trip_cost (
    org uuid not null,
    trip uuid not null,
    id uuid not null,
    what text not null,
    pence bigint not null,
    line text not null,
    ended_at timestamptz,
    primary key (org, id),
    foreign key (org, trip) references trip (org, id)
);
create index trip_cost_trip on trip_cost (org, trip);

create table trip_risk (
    org uuid not null,
    trip uuid not null,
    id uuid not null,
    hazard text not null,
    measure text not null,
    who text not null default '',
    by_name text not null,
    at timestamptz not null,
    ended_at timestamptz,
    primary key (org, id),
    foreign key (org, trip) references trip (org, id)
);
create index trip_risk_trip on trip_risk (org, trip);

-- One pupil who goes, or went off the list with a reason.
create table trip_pupil (
    org uuid not null,
    trip uuid not null,
    id uuid not null,
    pupil uuid not null,
    added_at timestamptz not null,
    added_by text not null,
    off_at timestamptz,
    off_why text not null default '',
    medical text not null default '',
    phone text not null default '',
    medical_by text not null default '',
    medical_at timestamptz,
    out_at timestamptz,
    out_by text not null default '',
    in_at timestamptz,
    in_by text not null default '',
    known_date uuid,
    primary key (org, id),
    foreign key (org, trip) references trip (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create unique index trip_pupil_once on trip_pupil (org, trip, pupil) where off_at is null;
create index trip_pupil_pupil on trip_pupil (org, pupil);

-- What somebody at home was asked and said; the last word of each counts, and all are kept.
create table trip_consent (
    org uuid not null,
    trip_pupil uuid not null,
    id uuid not null,
    contact uuid not null,
    name text not null,
    word text not null,
    how text not null,
    words text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, id),
    foreign key (org, trip_pupil) references trip_pupil (org, id)
);
create index trip_consent_of on trip_consent (org, trip_pupil, contact);

-- Word to those concerned that somebody is off the list; it waits on their Today until it is seen.
create table trip_news (
    org uuid not null,
    trip uuid not null,
    trip_pupil uuid not null,
    id uuid not null,
    staff uuid not null,
    said text not null,
    at timestamptz not null,
    seen_at timestamptz,
    primary key (org, id),
    foreign key (org, trip) references trip (org, id)
);
create index trip_news_staff on trip_news (org, staff, seen_at);

-- What guests or a group are given: for a trip, or for a meeting.
create table hospitality (
    org uuid not null references organisation (id),
    id uuid not null,
    trip uuid,
    event text not null,
    day date not null,
    minute bigint,
    place text not null,
    people bigint not null,
    dietary text not null default '',
    wanted text not null,
    pence bigint,
    line text not null,
    asked_by uuid not null,
    asked_by_name text not null,
    asked_at timestamptz not null,
    state text not null,
    done_at timestamptz,
    done_by text not null default '',
    why text not null default '',
    version bigint not null default 1,
    primary key (org, id)
);
create index hospitality_day on hospitality (org, state, day);
