-- Home, exit, repair, the return to lessons, and the room when it is empty.

create table home_call (
    org uuid not null,
    id uuid not null,
    pupil uuid not null,
    contact uuid not null,
    placement uuid,
    at timestamptz not null,
    made_at timestamptz not null,
    outcome text not null,
    number text not null default '',
    interpreter boolean not null default false,
    view text not null default '',
    follow_up text not null default '',
    by_staff uuid not null,
    by_name text not null,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index home_call_pupil on home_call (org, pupil, at);
create index home_call_placement on home_call (org, placement);

-- A letter as it was sent: its words and its PDF are frozen.
create table letter (
    org uuid not null,
    id uuid not null,
    pupil uuid not null,
    placement uuid not null,
    contact uuid not null,
    kind text not null,
    number bigint not null,
    to_name text not null,
    words text not null,
    pdf bytea not null,
    issued_at timestamptz not null,
    by_name text not null,
    replaces uuid,
    primary key (org, id),
    foreign key (org, placement) references placement (org, id)
);
create index letter_placement on letter (org, placement);
create index letter_pupil on letter (org, pupil, issued_at);

create table exit_interview (
    org uuid not null,
    placement uuid not null,
    pupil uuid not null,
    went_well text not null default '',
    pupil_words text not null default '',
    led_here text not null default '',
    learnt text not null default '',
    put_right text not null default '',
    support text not null default '',
    feeling bigint,
    ready text not null default '',
    outcome text not null,
    why_not text not null default '',
    parent_told boolean not null default false,
    by_staff uuid not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, placement),
    foreign key (org, placement) references placement (org, id)
);

create table target (
    org uuid not null,
    id uuid not null,
    placement uuid not null,
    pupil uuid not null,
    place bigint not null,
    body text not null,
    primary key (org, id),
    foreign key (org, placement) references placement (org, id)
);
create index target_pupil on target (org, pupil);

create table repair (
    org uuid not null,
    id uuid not null,
    pupil uuid not null,
    placement uuid,
    staff uuid not null,
    state text not null,
    lesson_day date,
    lesson_code text not null default '',
    set_day date,
    set_minute bigint,
    held_at timestamptz,
    account text not null default '',
    agreement text not null default '',
    check_on date,
    checked_at timestamptz,
    check_result text not null default '',
    by_staff uuid not null,
    by_name text not null,
    made_at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index repair_pupil on repair (org, pupil);
create index repair_state on repair (org, state);

create table repair_item (
    org uuid not null,
    id uuid not null,
    repair uuid not null,
    place bigint not null,
    who text not null,
    what text not null,
    due date,
    done_at timestamptz,
    primary key (org, id),
    foreign key (org, repair) references repair (org, id)
);

create table mis_entry (
    org uuid not null,
    id uuid not null,
    pupil uuid not null,
    placement uuid not null,
    day date not null,
    what text not null,
    code text not null default '',
    due date not null,
    made_at timestamptz,
    made_by text not null default '',
    primary key (org, id),
    foreign key (org, placement) references placement (org, id)
);
create index mis_entry_open on mis_entry (org, made_at, due);

create table return_track (
    org uuid not null,
    id uuid not null,
    pupil uuid not null,
    placement uuid not null,
    from_day date not null,
    to_day date not null,
    outcome text not null default '',
    outcome_words text not null default '',
    decided_at timestamptz,
    decided_by text not null default '',
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index return_track_pupil on return_track (org, pupil);

create table check_in (
    org uuid not null,
    id uuid not null,
    track uuid not null,
    pupil uuid not null,
    number bigint not null,
    due date not null,
    done_at timestamptz,
    by_name text not null default '',
    words text not null default '',
    primary key (org, id),
    foreign key (org, track) references return_track (org, id)
);
create index check_in_due on check_in (org, done_at, due);

create table incident (
    org uuid not null,
    id uuid not null,
    pupil uuid not null,
    day date not null,
    minute bigint,
    period text not null default '',
    kind text not null,
    body text not null default '',
    place text not null default '',
    source text not null,
    outside text not null,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create unique index incident_outside on incident (org, source, outside);
create index incident_pupil on incident (org, pupil, day);

-- Time spent otherwise when the room is empty: on-call, in-class support, mentoring, other.
create table duty (
    org uuid not null,
    id uuid not null,
    staff uuid not null,
    staff_name text not null,
    day date not null,
    code text not null,
    from_minute bigint not null,
    to_minute bigint not null,
    kind text not null,
    body text not null default '',
    class_code text not null default '',
    subject text not null default '',
    pupil uuid,
    primary key (org, id)
);
create index duty_day on duty (org, day);

create table call_out (
    org uuid not null,
    id uuid not null,
    day date not null,
    called_at timestamptz not null,
    arrived_at timestamptz,
    left_at timestamptz,
    place text not null,
    pupil uuid,
    caller text not null default '',
    body text not null default '',
    outcome text not null default '',
    by_staff uuid not null,
    by_name text not null,
    referral uuid,
    version bigint not null default 1,
    primary key (org, id)
);
create index call_out_day on call_out (org, day);

-- Something a person must do that no other record already shows.
create table task (
    org uuid not null,
    id uuid not null,
    kind text not null,
    pupil uuid,
    placement uuid,
    about uuid,
    what text not null,
    owner uuid,
    due date not null,
    due_minute bigint,
    made_at timestamptz not null,
    done_at timestamptz,
    done_by text not null default '',
    done_why text not null default '',
    primary key (org, id)
);
create index task_open on task (org, done_at, due);
create index task_placement on task (org, placement);
