-- The money that follows a pupil. A rate is never changed: a later row of its name takes its place.
create table money_rate (
    org uuid not null references organisation (id),
    id uuid not null,
    year bigint not null,
    label text not null,
    pence bigint not null,
    source text not null default '',
    entered_by uuid not null,
    entered_name text not null,
    entered_at timestamptz not null,
    ended_at timestamptz,
    ended_name text not null default '',
    primary key (org, id)
);
create index money_rate_year on money_rate (org, year, label);

-- What holds for one funding period: how the relevant date is set. The last row of a year holds.
create table money_year (
    org uuid not null references organisation (id),
    id uuid not null,
    year bigint not null,
    relevant text not null,
    school_year_ends date not null,
    source text not null default '',
    entered_by uuid not null,
    entered_name text not null,
    entered_at timestamptz not null,
    primary key (org, id)
);
create index money_year_year on money_year (org, year, entered_at);

-- A sum for one pupil: what it is worked out from, who raised it, who approved it. The sum itself
-- is worked out whenever it is shown, and kept nowhere.
create table money (
    org uuid not null references organisation (id),
    id uuid not null,
    about uuid,
    who text not null,
    school uuid,
    school_name text not null,
    year bigint not null,
    takes_effect date not null,
    leaving_year boolean not null,
    rule text not null,
    relevant date not null,
    relevant_why text not null default '',
    school_year_ends date not null,
    order_pence bigint not null default 0,
    ordered_on date,
    admitting text not null default '',
    admitted_on date,
    note text not null default '',
    state text not null,
    raised_by uuid not null,
    raised_name text not null,
    raised_at timestamptz not null,
    decided_by uuid,
    decided_name text not null default '',
    decided_at timestamptz,
    decided_why text not null default '',
    reinstated_on date,
    reversal_by uuid,
    reversal_name text not null default '',
    reversal_why text not null default '',
    reversed_by uuid,
    reversed_name text not null default '',
    reversed_at timestamptz,
    search_key text not null default '',
    version bigint not null default 1,
    primary key (org, id)
);
create index money_state on money (org, state, raised_at);
create index money_year_list on money (org, year, raised_at);
create index money_about on money (org, about);

-- The parts of a year's amount, in order.
create table money_part (
    org uuid not null references organisation (id),
    money uuid not null,
    place bigint not null,
    label text not null,
    pence bigint not null,
    rate uuid,
    primary key (org, money, place),
    foreign key (org, money) references money (org, id)
);
