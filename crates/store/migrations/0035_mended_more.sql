-- When the kitchen wants this room's lunch list; none where the school's own time is good for it.
alter table room add column lunch_list_by bigint;

-- Who is trained in first aid, and until when.
create table first_aider (
    org uuid not null references organisation (id),
    staff uuid not null,
    what text not null default '',
    until_day date,
    version bigint not null default 1,
    primary key (org, staff)
);
