-- A password that somebody else issued opens the door once: the account says that it has one,
-- and the session says that it was opened with one. A session opened another way is not held up.
alter table account add column one_time boolean not null default false;
alter table session add column one_time boolean not null default false;
