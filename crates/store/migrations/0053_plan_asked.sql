-- Who was asked to contribute to a plan, who was asked to read it, and what each said.

create table plan_ask (
    org uuid not null,
    id uuid not null,
    plan uuid not null,
    whom text not null,
    staff uuid,
    name text not null,
    asked_at timestamptz not null,
    asked_by text not null,
    due date not null,
    answered_at timestamptz,
    typed_by text not null default '',
    works text not null default '',
    hard text not null default '',
    wish text not null default '',
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, plan) references plan (org, id)
);
create index plan_ask_plan on plan_ask (org, plan);
create index plan_ask_staff on plan_ask (org, staff, answered_at);

create table plan_reader (
    org uuid not null,
    id uuid not null,
    plan uuid not null,
    number bigint not null,
    staff uuid not null,
    name text not null,
    due date not null,
    read_at timestamptz,
    primary key (org, id),
    foreign key (org, plan) references plan (org, id)
);
create unique index plan_reader_once on plan_reader (org, plan, number, staff);
create index plan_reader_staff on plan_reader (org, staff, read_at);
