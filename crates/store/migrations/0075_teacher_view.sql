-- Figures teacher by teacher, opened by a senior leader for one faculty, some days and a purpose they
-- give, until a day; and whom else they are shown to.
create table teacher_view (
    org uuid not null references organisation (id),
    id uuid not null,
    department text not null,
    from_day date not null,
    to_day date not null,
    purpose text not null,
    reader uuid,
    reader_name text not null default '',
    until_day date not null,
    made_by uuid not null,
    made_by_name text not null,
    made_at timestamptz not null,
    ended_at timestamptz,
    ended_by text not null default '',
    primary key (org, id)
);
create index teacher_view_reader on teacher_view (org, reader, until_day);
