-- Attendance as the school's own system gives it, up to a day.
create table attendance (
    org uuid not null,
    pupil uuid not null,
    upto date not null,
    per_mille bigint not null,
    possible bigint,
    late bigint,
    primary key (org, pupil, upto),
    foreign key (org, pupil) references pupil (org, id)
);
create index attendance_upto on attendance (org, upto);
