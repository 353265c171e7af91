-- Referral, placement and the pupil's day.

create table referral (
    org uuid not null,
    id uuid not null,
    pupil uuid not null,
    referrer uuid not null,
    reason uuid not null,
    happened_on date not null,
    period text not null,
    place text not null,
    what text not null,
    hurt text not null,
    ask text not null,
    state text not null,
    made_at timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    decision text not null default '',
    different text not null default '',
    instead_of_suspension boolean,
    from_call uuid,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id),
    foreign key (org, referrer) references staff (org, id),
    foreign key (org, reason) references reason (org, id)
);
create index referral_state on referral (org, state, made_at);
create index referral_pupil on referral (org, pupil, made_at);
create index referral_referrer on referral (org, referrer, made_at);

create table referral_tried (
    org uuid not null,
    referral uuid not null,
    tried text not null,
    primary key (org, referral, tried),
    foreign key (org, referral) references referral (org, id)
);

-- A note by a person about a record. Its words are in revisions, so that a correction keeps
-- what was first written. Audience: staff, pastoral, approvers or confidential.
create table note (
    org uuid not null,
    id uuid not null,
    pupil uuid not null,
    noun text not null,
    about uuid not null,
    audience text not null,
    kind text not null default '',
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index note_about on note (org, about);
create index note_pupil on note (org, pupil);

create table note_revision (
    org uuid not null,
    note uuid not null,
    revision bigint not null,
    body text not null,
    author uuid not null,
    author_name text not null,
    at timestamptz not null,
    primary key (org, note, revision),
    foreign key (org, note) references note (org, id)
);

create table placement (
    org uuid not null,
    id uuid not null,
    pupil uuid not null,
    referral uuid,
    room uuid not null,
    day date not null,
    seat bigint,
    state text not null,
    decided_by uuid,
    reason uuid,
    plain_reason text not null default '',
    arrived_at timestamptz,
    inducted_at timestamptz,
    left_at timestamptz,
    closed_at timestamptz,
    close_reason text not null default '',
    made_at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id),
    foreign key (org, room) references room (org, id)
);
create index placement_day on placement (org, day, room);
create index placement_pupil on placement (org, pupil, day);

create table slot (
    org uuid not null,
    id uuid not null,
    placement uuid not null,
    pupil uuid not null,
    room uuid not null,
    day date not null,
    code text not null,
    from_minute bigint not null,
    to_minute bigint not null,
    class uuid,
    subject text not null default '',
    teacher uuid,
    conduct bigint,
    learning bigint,
    done text,
    primary key (org, id),
    foreign key (org, placement) references placement (org, id)
);
create index slot_day on slot (org, day, room);
create index slot_placement on slot (org, placement);
create index slot_pupil on slot (org, pupil, day);
create index slot_teacher on slot (org, teacher, day);

create table arrival (
    org uuid not null,
    placement uuid not null,
    met_by text not null default '',
    uniform boolean,
    envelope text not null default '',
    belongings text not null default '',
    lunch text not null default '',
    feels bigint,
    breakfast boolean,
    medication text not null default '',
    returned_at timestamptz,
    primary key (org, placement),
    foreign key (org, placement) references placement (org, id)
);

create table induction (
    org uuid not null,
    placement uuid not null,
    read_aloud boolean not null,
    own_words text not null default '',
    helps text not null default '',
    hard text not null default '',
    goal text not null default '',
    understood text not null default '',
    by_staff uuid not null,
    at timestamptz not null,
    primary key (org, placement),
    foreign key (org, placement) references placement (org, id)
);

-- One line of the day log: praise, warning, help, break, out, back, check, note. Undone, never
-- deleted. `made_at` differs from `at` when it was entered later.
create table entry (
    org uuid not null,
    id uuid not null,
    placement uuid not null,
    pupil uuid not null,
    kind text not null,
    code text not null default '',
    at timestamptz not null,
    until_at timestamptz,
    body text not null default '',
    by_staff uuid not null,
    by_name text not null,
    made_at timestamptz not null,
    undone_at timestamptz,
    undone_by text not null default '',
    primary key (org, id),
    foreign key (org, placement) references placement (org, id)
);
create index entry_placement on entry (org, placement, at);
create index entry_pupil on entry (org, pupil, at);

-- The room's own break and lunch.
create table room_break (
    org uuid not null,
    id uuid not null,
    room uuid not null,
    day date not null,
    kind text not null,
    adult uuid not null,
    adult_name text not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    primary key (org, id),
    foreign key (org, room) references room (org, id)
);
create index room_break_day on room_break (org, day, room);

-- Who is in charge, when it is not the room's lead.
create table handover (
    org uuid not null,
    id uuid not null,
    room uuid not null,
    day date not null,
    adult uuid not null,
    adult_name text not null,
    from_minute bigint not null,
    to_minute bigint,
    watch_for text not null default '',
    made_by text not null,
    started_at timestamptz,
    ended_at timestamptz,
    primary key (org, id),
    foreign key (org, room) references room (org, id)
);
create index handover_day on handover (org, day, room);

create table work (
    org uuid not null,
    id uuid not null,
    slot uuid not null,
    placement uuid not null,
    pupil uuid not null,
    day date not null,
    code text not null,
    class uuid,
    subject text not null default '',
    teacher uuid,
    state text not null,
    route text not null default '',
    detail text not null default '',
    same_as_class boolean not null default false,
    bank_unit uuid,
    asked_at timestamptz not null,
    answered_at timestamptz,
    answered_by text not null default '',
    escalates_at timestamptz not null,
    escalated_at timestamptz,
    escalated_to uuid,
    returned_at timestamptz,
    returned_to text not null default '',
    ended_at timestamptz,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, placement) references placement (org, id)
);
create index work_day on work (org, day, state);
create index work_teacher on work (org, teacher, day);
create index work_placement on work (org, placement);
create index work_slot on work (org, slot);

create table notice (
    org uuid not null,
    id uuid not null,
    room uuid not null,
    day date not null,
    number bigint not null,
    at timestamptz not null,
    by_name text not null,
    readers bigint not null,
    primary key (org, id),
    foreign key (org, room) references room (org, id)
);
create unique index notice_number on notice (org, room, day, number);

create table notice_line (
    org uuid not null,
    notice uuid not null,
    placement uuid not null,
    pupil uuid not null,
    change text not null,
    periods text not null,
    category text not null,
    primary key (org, notice, placement),
    foreign key (org, notice) references notice (org, id)
);
