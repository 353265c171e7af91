-- The school's own thresholds, and each time one was reached with what the approver said of it.
-- Retired, never deleted: what was reached before keeps its name.
create table threshold (
    org uuid not null references organisation (id),
    id uuid not null,
    name text not null,
    measure text not null,
    span text not null,
    span_days bigint not null,
    least bigint not null,
    whom text not null,
    ask text not null,
    reviewer text not null,
    review_staff uuid,
    review_within bigint not null,
    active boolean not null default true,
    made_at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id)
);

-- Its words are those of the time.
create table threshold_reached (
    org uuid not null,
    placement uuid not null,
    threshold uuid not null,
    pupil uuid not null,
    name text not null,
    said text not null,
    at timestamptz not null,
    why text not null default '',
    by_name text not null default '',
    primary key (org, placement, threshold),
    foreign key (org, threshold) references threshold (org, id)
);
create index threshold_reached_pupil on threshold_reached (org, pupil, at);
