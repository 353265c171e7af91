-- Who leads a year group is one fact about the year, set once by the school. It stood on each
-- pupil, where only a demonstration ever filled it.
create table year_lead (
    org uuid not null references organisation (id),
    year bigint not null,
    staff uuid not null,
    primary key (org, year),
    foreign key (org, staff) references staff (org, id)
);
alter table pupil drop column year_lead;
