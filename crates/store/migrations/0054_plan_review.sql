-- What is done with a plan: strategies used in lessons, checks whether it is in use, reviews.

create table plan_tap (
    org uuid not null,
    id uuid not null,
    plan uuid not null,
    strategy uuid not null,
    pupil uuid not null,
    day date not null,
    code text not null,
    staff uuid not null,
    name text not null,
    used boolean not null,
    at timestamptz not null,
    undone_at timestamptz,
    primary key (org, id),
    foreign key (org, plan) references plan (org, id)
);
create unique index plan_tap_once on plan_tap (org, strategy, day, code, staff) where undone_at is null;
create index plan_tap_plan on plan_tap (org, plan, day);
create index plan_tap_staff on plan_tap (org, staff, day);

create table plan_check (
    org uuid not null,
    id uuid not null,
    plan uuid not null,
    number bigint not null,
    asked_at timestamptz not null,
    asked_by text not null,
    due date not null,
    primary key (org, id),
    foreign key (org, plan) references plan (org, id)
);
create index plan_check_plan on plan_check (org, plan);

create table plan_checked (
    org uuid not null,
    id uuid not null,
    of_check uuid not null,
    staff uuid not null,
    name text not null,
    answered_at timestamptz,
    words text not null default '',
    primary key (org, id),
    foreign key (org, of_check) references plan_check (org, id)
);
create unique index plan_checked_once on plan_checked (org, of_check, staff);
create index plan_checked_staff on plan_checked (org, staff, answered_at);

create table plan_checked_line (
    org uuid not null,
    checked uuid not null,
    strategy uuid not null,
    in_use text not null,
    primary key (org, checked, strategy),
    foreign key (org, checked) references plan_checked (org, id)
);

create table plan_review (
    org uuid not null,
    id uuid not null,
    plan uuid not null,
    week bigint not null default 0,
    due date not null,
    first_due date not null,
    moved_why text not null default '',
    held_on date,
    held_by text not null default '',
    there text not null default '',
    change text not null default '',
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, plan) references plan (org, id)
);
create index plan_review_plan on plan_review (org, plan, due);
create index plan_review_due on plan_review (org, held_on, due);

create table plan_found (
    org uuid not null,
    review uuid not null,
    target uuid not null,
    got text not null,
    evidence text not null default '',
    primary key (org, review, target),
    foreign key (org, review) references plan_review (org, id)
);
