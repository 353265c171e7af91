-- A review that a threshold asked for, and the support promised at it.
create table review (
    org uuid not null,
    id uuid not null,
    pupil uuid not null,
    placement uuid not null,
    threshold uuid not null,
    name text not null,
    said text not null,
    day date not null,
    owner uuid,
    owner_name text not null default '',
    due date not null,
    raised_at timestamptz not null,
    outcome text,
    outcome_words text not null default '',
    decided_at timestamptz,
    decided_by text not null default '',
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id),
    foreign key (org, placement) references placement (org, id),
    foreign key (org, threshold) references threshold (org, id)
);
create unique index review_once on review (org, placement, threshold);
create index review_open on review (org, decided_at, due);
create index review_pupil on review (org, pupil, day);

create table promise (
    org uuid not null,
    id uuid not null,
    pupil uuid not null,
    review uuid,
    what text not null,
    who text not null,
    owner uuid,
    owner_name text not null default '',
    starts date not null,
    made_at timestamptz not null,
    begun_on date,
    begun_by text not null default '',
    dropped_at timestamptz,
    dropped_why text not null default '',
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index promise_open on promise (org, begun_on, dropped_at, starts);
create index promise_pupil on promise (org, pupil, starts);
