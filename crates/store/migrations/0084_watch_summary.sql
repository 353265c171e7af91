-- What senior leaders were given about everybody on the at-risk register, as it stood.
create table watch_summary (
    org uuid not null references organisation (id),
    id uuid not null,
    from_day date,
    to_day date,
    before_from date,
    given_by text not null,
    given_at timestamptz not null,
    primary key (org, id)
);

create table watch_summary_line (
    org uuid not null,
    summary uuid not null,
    watch uuid not null,
    pupil uuid not null,
    level text not null,
    course text not null,
    incidents bigint,
    incidents_before bigint,
    ask text not null default '',
    primary key (org, summary, watch),
    foreign key (org, summary) references watch_summary (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
