-- What the school's own system says of an incident beyond its type and place, so that early
-- warning can say where incidents come from. Those brought in before have none of it.
alter table incident add column subject text not null default '';
alter table incident add column staff_name text not null default '';
alter table incident add column points bigint;
alter table incident add column action text not null default '';
-- Whether its type is one that counts; kept here as well, so that counting is one pass.
alter table incident add column counts boolean not null default true;
-- The bringing-in it came with.
alter table incident add column run uuid;
create index incident_day on incident (org, day, pupil);

-- What the school has said of each type it uses.
create table incident_type (
    org uuid not null references organisation (id),
    kind text not null,
    counts boolean not null,
    primary key (org, kind)
);

-- Form codes in files that are no form of the school now, and were said to be all right.
create table incident_form (
    org uuid not null references organisation (id),
    code text not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, code)
);
