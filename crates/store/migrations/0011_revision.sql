-- Every version of the words of a record that was edited, the first among them: an arrival, an
-- induction, a call's write-up, a duty, what helps a pupil. Who wrote a version, and when, is
-- empty where it was there before anything was recorded of it.
create table revision (
    org uuid not null references organisation (id),
    noun text not null,
    about uuid not null,
    revision bigint not null,
    pupil uuid,
    words text not null,
    author_name text not null default '',
    at timestamptz,
    primary key (org, noun, about, revision)
);

alter table arrival add column version bigint not null default 1;
alter table induction add column version bigint not null default 1;
alter table duty add column version bigint not null default 1;
-- A duty given up is marked, never deleted.
alter table duty add column removed_at timestamptz;
alter table duty add column removed_by text not null default '';
