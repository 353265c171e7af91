-- Something serious that happened to or with a pupil, and the talk about it afterwards.
create table significant (
    org uuid not null references organisation (id),
    id uuid not null,
    pupil uuid not null,
    place text not null default '',
    day date not null,
    minute bigint not null,
    what text not null,
    before text not null default '',
    did text not null default '',
    injuries text not null default '',
    forced boolean not null,
    told_at bigint,
    told_who text not null default '',
    told_by text not null default '',
    own_view text not null default '',
    staff_view text not null default '',
    differently text not null default '',
    debriefed_on date,
    debriefed_by text not null default '',
    by_staff uuid not null,
    by_name text not null,
    at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index significant_pupil on significant (org, pupil, day);
create index significant_open on significant (org, debriefed_on, day);
