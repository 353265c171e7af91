-- What somebody recommends because of a report's figures: who decides it, and what was then done.
create table recommendation (
    org uuid not null references organisation (id),
    id uuid not null,
    from_day date not null,
    to_day date not null,
    evidence text not null,
    advice text not null,
    by_staff uuid not null,
    by_name text not null,
    made_at timestamptz not null,
    decider uuid not null,
    decider_name text not null,
    decide_by date not null,
    decision text,
    why text not null default '',
    decided_by text not null default '',
    decided_at timestamptz,
    owner uuid,
    owner_name text not null default '',
    due date,
    outcome text not null default '',
    done_by text not null default '',
    done_at timestamptz,
    version bigint not null default 1,
    primary key (org, id)
);
create index recommendation_made on recommendation (org, made_at);
