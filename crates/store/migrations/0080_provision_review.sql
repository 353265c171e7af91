-- A look at the education that was arranged for one child: added to, never changed. The provision
-- itself says when it is looked at next.
alter table provision add column review_on date;
create table provision_review (
    org uuid not null references organisation (id),
    id uuid not null,
    about uuid not null,
    provision uuid not null,
    held_on date not null,
    present text not null default '',
    came_to bigint,
    of_sessions bigint,
    found text not null,
    view text not null default '',
    came text not null,
    next text not null default '',
    next_on date,
    by_name text not null,
    at timestamptz not null,
    primary key (org, id),
    foreign key (org, provision) references provision (org, id)
);
create index provision_review_about on provision_review (org, about, held_on);
