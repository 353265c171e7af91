-- How invitations to reviews are counted, as the authority has set it.
create table direction_setting (
    org uuid not null references organisation (id),
    invite text not null,
    primary key (org)
);

-- A direction off site: for a limited time, to improve behaviour, with its terms and its notice.
create table direction (
    org uuid not null references organisation (id),
    id uuid not null,
    panel_case uuid,
    case_file uuid,
    given text not null,
    family text not null,
    year bigint,
    ehc boolean not null default false,
    school_name text not null,
    school_type text not null,
    place text not null,
    address text not null,
    report_to text not null,
    contact text not null,
    objective text not null,
    reasons text not null,
    parent_view text not null default '',
    pupil_view text not null default '',
    starts date not null,
    ends date not null,
    days bigint not null,
    session_from bigint not null,
    session_to bigint not null,
    breaks text not null,
    state text not null,
    told_on date,
    told_how text not null default '',
    sen_told_on date,
    outcome text not null default '',
    ended_on date,
    by_name text not null,
    made_at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, panel_case) references panel_case (org, id),
    foreign key (org, case_file) references case_file (org, id)
);
create index direction_state on direction (org, state, starts);
create index direction_panel on direction (org, panel_case);
create index direction_case on direction (org, case_file);

-- A review of one: planned, then held.
create table direction_review (
    org uuid not null references organisation (id),
    id uuid not null,
    direction uuid not null,
    planned date not null,
    invited_on date,
    held_on date,
    attendance text not null default '',
    incidents bigint,
    parent_view text not null default '',
    pupil_view text not null default '',
    decision text,
    why text not null default '',
    new_end date,
    by_name text not null,
    at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, direction) references direction (org, id)
);
create index direction_review_of on direction_review (org, direction, planned);
create index direction_review_due on direction_review (org, held_on, planned);

-- Every step of one, with who and why.
create table direction_step (
    org uuid not null references organisation (id),
    id uuid not null,
    direction uuid not null,
    day date not null,
    what text not null,
    words text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, id),
    foreign key (org, direction) references direction (org, id)
);
create index direction_step_of on direction_step (org, direction, at);
