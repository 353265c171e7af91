-- The authority's desk: children, cases about them, and notices as they were received. Facts are
-- copies in the authority's own organisation; nothing here points into a school's tables.

-- A child an authority has cases about, across schools and years.
create table child (
    org uuid not null references organisation (id),
    id uuid not null,
    given text not null,
    family text not null,
    -- Other names they are known by, a line each.
    also text not null default '',
    -- Every name folded: for search, and for order.
    search text not null,
    sort_key text not null,
    born date,
    upn text not null default '',
    address text not null default '',
    -- The authority they live in, where it is another one.
    home text not null default '',
    version bigint not null default 1,
    made_at timestamptz not null,
    primary key (org, id)
);
create index child_upn on child (org, upn);
create index child_born on child (org, born);
create index child_name on child (org, sort_key, id);

-- One child, one episode, at one school. The columns are the facts in force; how each was learnt
-- is in case_fact and is never changed.
create table case_file (
    org uuid not null references organisation (id),
    id uuid not null,
    number bigint not null,
    child uuid not null,
    school uuid,
    school_name text not null,
    kind text not null,
    state text not null,
    officer uuid,
    officer_name text not null default '',
    year bigint,
    sen text not null default '',
    ehc text not null,
    looked_after text not null,
    social_worker text not null default '',
    decided date,
    told date,
    governors_told date,
    first_day date,
    half_days bigint,
    out_from date,
    out_days bigint,
    exam text not null,
    exam_day date,
    letter text not null,
    reasons text not null default '',
    what text not null default '',
    level text,
    review_on date,
    received_at timestamptz not null,
    opened_on date not null,
    closed_on date,
    outcome text,
    closed_why text not null default '',
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, child) references child (org, id)
);
create unique index case_number on case_file (org, number);
create index case_state on case_file (org, state, opened_on, id);
create index case_child on case_file (org, child, opened_on);
create index case_school on case_file (org, school, state, opened_on);
create index case_officer on case_file (org, officer, state);

-- A fact as it was learnt: what it was before, what it is, from whom.
create table case_fact (
    org uuid not null references organisation (id),
    id uuid not null,
    about uuid not null,
    name text not null,
    was text not null default '',
    value text not null,
    source text not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, id)
);
create index case_fact_about on case_fact (org, about, at);

-- A line somebody wrote into the chronology, on the day it happened.
create table case_line (
    org uuid not null references organisation (id),
    id uuid not null,
    about uuid not null,
    day date not null,
    what text not null,
    body text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, id)
);
create index case_line_about on case_line (org, about, day);

-- A notice of a suspension or exclusion as it came, with everything that was typed.
create table intake (
    org uuid not null references organisation (id),
    id uuid not null,
    way text not null,
    state text not null,
    name text not null,
    school_name text not null,
    typed text not null,
    received_at timestamptz not null,
    by_name text not null,
    about uuid,
    why text not null default '',
    settled_at timestamptz,
    version bigint not null default 1,
    primary key (org, id)
);
create index intake_state on intake (org, state, received_at);
create index intake_about on intake (org, about);

-- How each duty of a case stood when it was closed: frozen then, and made anew if it is reopened.
create table case_met (
    org uuid not null references organisation (id),
    about uuid not null,
    n bigint not null,
    code text not null,
    school uuid,
    school_name text not null,
    decided date not null,
    stood text not null,
    days bigint not null,
    primary key (org, about, n)
);
create index case_met_decided on case_met (org, decided, school, code, stood);
