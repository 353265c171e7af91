-- Of a statement: where whoever gave it stood, how it came to be written, and that they have a copy.
alter table exclusion_exhibit add column stood text not null default '';
alter table exclusion_exhibit add column written text;
alter table exclusion_exhibit add column copied boolean not null default false;
