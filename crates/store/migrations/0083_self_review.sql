-- A team's own standards, and what it says of itself against them once a year.
create table own_standard (
    org uuid not null references organisation (id),
    id uuid not null,
    area text not null,
    words text not null,
    active boolean not null default true,
    made_by text not null,
    version bigint not null default 1,
    primary key (org, id)
);

create table self_review (
    org uuid not null references organisation (id),
    id uuid not null,
    name text not null,
    due date not null,
    owner uuid not null,
    owner_name text not null,
    begun_at timestamptz not null,
    finished_at timestamptz,
    finished_by text not null default '',
    version bigint not null default 1,
    primary key (org, id)
);

create table self_review_line (
    org uuid not null,
    id uuid not null,
    review uuid not null,
    standard uuid not null,
    place bigint not null,
    area text not null,
    words text not null,
    judgement text,
    evidence text not null default '',
    next text not null default '',
    action uuid,
    said_by text not null default '',
    said_at timestamptz,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, review) references self_review (org, id)
);
create index self_review_line_review on self_review_line (org, review, place);
