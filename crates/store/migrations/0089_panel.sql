-- The last moment at which a case comes before a panel in the ordinary way.
create table panel_day (
    org uuid not null references organisation (id),
    meeting uuid not null,
    cut_off timestamptz not null,
    primary key (org, meeting),
    foreign key (org, meeting) references meeting (org, id)
);

-- A child's case before one panel: what is asked, what is there, and what was decided.
create table panel_case (
    org uuid not null references organisation (id),
    id uuid not null,
    meeting uuid not null,
    number bigint not null,
    kind text not null,
    case_file uuid,
    given text not null,
    family text not null,
    year bigint,
    school_name text not null,
    to_school text not null default '',
    asked text not null,
    support text not null default '',
    pupil_view text not null default '',
    home_view text not null default '',
    recommends text not null default '',
    consent_of text not null default '',
    there text not null default '',
    arrived_at timestamptz not null,
    state text not null,
    item uuid,
    admitted_by text not null default '',
    admitted_why text not null default '',
    outcome text,
    outcome_why text not null default '',
    conditions text not null default '',
    how text not null default '',
    tells text not null default '',
    tell_by date,
    review_on date,
    decided_by text not null default '',
    decided_at timestamptz,
    told_on date,
    told_how text not null default '',
    by_name text not null,
    made_at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, meeting) references meeting (org, id),
    foreign key (org, case_file) references case_file (org, id)
);
create unique index panel_case_number on panel_case (org, meeting, number);
create index panel_case_of on panel_case (org, case_file);
create index panel_case_tell on panel_case (org, tell_by);

-- What somebody was asked to say of a case.
create table panel_view (
    org uuid not null references organisation (id),
    id uuid not null,
    panel_case uuid not null,
    whom text not null,
    asked_on date not null,
    reply_by date not null,
    came_on date,
    words text not null default '',
    by_name text not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, panel_case) references panel_case (org, id)
);
create index panel_view_of on panel_view (org, panel_case);
create index panel_view_due on panel_view (org, came_on, reply_by);

-- A paper of a case. Its file is in content.
create table panel_paper (
    org uuid not null references organisation (id),
    id uuid not null,
    panel_case uuid not null,
    title text not null,
    words text not null default '',
    sha256 text,
    name_sent text not null default '',
    name text not null default '',
    kind text,
    size bigint not null default 0,
    late boolean not null default false,
    out_pages text not null default '',
    out_words text not null default '',
    out_why text not null default '',
    names_why text not null default '',
    by_name text not null,
    at timestamptz not null,
    gone_at timestamptz,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, panel_case) references panel_case (org, id)
);
create index panel_paper_of on panel_paper (org, panel_case);

-- The pack as each was to have it: a version never changes, and what was left out of a copy is said.
create table panel_copy (
    org uuid not null references organisation (id),
    id uuid not null,
    meeting uuid not null,
    version bigint not null,
    person uuid not null,
    name text not null,
    without text not null default '',
    sha256 text not null,
    pages bigint not null,
    made_by text not null,
    made_at timestamptz not null,
    how text not null default '',
    given_by text not null default '',
    given_at timestamptz,
    primary key (org, id),
    foreign key (org, meeting) references meeting (org, id)
);
create unique index panel_copy_of on panel_copy (org, meeting, version, person);
