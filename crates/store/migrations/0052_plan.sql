-- Plans: each in versions. A version given to teachers is never changed; the one above it is a draft.

create table plan (
    org uuid not null references organisation (id),
    id uuid not null,
    pupil uuid not null,
    kind text not null,
    owner uuid not null,
    owner_name text not null,
    why text not null default '',
    from_day date not null,
    current_number bigint not null default 0,
    ended_on date,
    ending text,
    evaluation text not null default '',
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index plan_pupil on plan (org, pupil, ended_on);
create index plan_owner on plan (org, owner, ended_on);

create table plan_edition (
    org uuid not null,
    plan uuid not null,
    number bigint not null,
    why text not null default '',
    written_by text not null,
    written_at timestamptz not null,
    given_by text not null default '',
    given_at timestamptz,
    version bigint not null default 1,
    primary key (org, plan, number),
    foreign key (org, plan) references plan (org, id)
);

create table plan_section (
    org uuid not null,
    plan uuid not null,
    number bigint not null,
    section text not null,
    words text not null,
    primary key (org, plan, number, section),
    foreign key (org, plan) references plan (org, id)
);

create table plan_strategy (
    org uuid not null,
    plan uuid not null,
    number bigint not null,
    strategy uuid not null,
    place bigint not null,
    words text not null,
    primary key (org, plan, number, strategy),
    foreign key (org, plan) references plan (org, id)
);

create table plan_target (
    org uuid not null,
    plan uuid not null,
    number bigint not null,
    target uuid not null,
    place bigint not null,
    about text not null,
    words text not null,
    school_will text not null default '',
    family_will text not null default '',
    own_will text not null default '',
    measure text not null default '',
    primary key (org, plan, number, target),
    foreign key (org, plan) references plan (org, id)
);
