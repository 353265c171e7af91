-- The relay of work: paper collected in walking order, whether it was enough, and finished work on
-- its way back to its teacher.

alter table work add column collected_at timestamptz;
alter table work add column collected_by text not null default '';
alter table work add column seen_at timestamptz;
alter table work add column seen_by text not null default '';
-- What the room says of the work as it is now, and what it said first of this period's.
alter table work add column judged text;
alter table work add column judged_first text;
alter table work add column judged_at timestamptz;
alter table work add column judged_by text not null default '';
-- Why it was asked for a second time, while nobody has answered that.
alter table work add column again text;
alter table work add column again_at timestamptz;
-- The first answer, where more than one was given.
alter table work add column first_answered_at timestamptz;
-- A unit of the bank to go on with after the teacher's own work.
alter table work add column also text not null default '';
alter table work add column hand_back uuid;
create index work_hand_back on work (org, hand_back);

-- Finished work that went to one person at one time.
create table hand_back (
    org uuid not null references organisation (id),
    id uuid not null,
    teacher uuid,
    handed_to text not null,
    by_name text not null,
    at timestamptz not null,
    had_at timestamptz,
    had_by text not null default '',
    marked_at timestamptz,
    marked_by text not null default '',
    undone_at timestamptz,
    undone_by text not null default '',
    primary key (org, id)
);
create index hand_back_teacher on hand_back (org, teacher, at);

-- The places paper is collected from, in the order one walks them.
create table walk_place (
    org uuid not null references organisation (id),
    place bigint not null,
    name text not null,
    primary key (org, place)
);
