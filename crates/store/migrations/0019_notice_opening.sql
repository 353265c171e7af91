-- Who opened a notice in Mainstay, and when first. A message about it leaves no line here.
create table notice_opening (
    org uuid not null references organisation (id),
    notice uuid not null,
    staff uuid not null,
    at timestamptz not null,
    primary key (org, notice, staff),
    foreign key (org, notice) references notice (org, id)
);
