-- What a person worded for themselves in a letter, so that it can be written again from there.
-- Empty on letters that went out before this was kept.
alter table letter add column opening text not null default '';
alter table letter add column reason text not null default '';
alter table letter add column added text not null default '';
