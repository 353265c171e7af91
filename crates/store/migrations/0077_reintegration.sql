-- Coming back after a suspension: who is asked, what was said, what was agreed, and who looks at it
-- again on which day. Whether home came stands with the record itself.
create table reintegration (
    org uuid not null references organisation (id),
    exclusion uuid not null,
    asked text not null default '',
    pupil_view text not null default '',
    family_view text not null default '',
    support text not null default '',
    targets text not null default '',
    links text not null default '',
    owner uuid,
    owner_name text not null default '',
    review_on date,
    reviewed_on date,
    review_words text not null default '',
    reviewed_by text not null default '',
    by_name text not null,
    at timestamptz not null,
    version bigint not null default 1,
    primary key (org, exclusion),
    foreign key (org, exclusion) references exclusion (org, id)
);
create index reintegration_owner on reintegration (org, owner, review_on);
