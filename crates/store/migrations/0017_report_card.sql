-- Report cards: what the teachers of a pupil who is back in lessons are asked, and what each said.

create table report_card (
    org uuid not null references organisation (id),
    id uuid not null,
    track uuid not null,
    pupil uuid not null,
    from_day date not null,
    to_day date not null,
    -- The words to mark with and the targets, a line each, as they were when the card was given.
    scale text not null,
    targets text not null,
    opened_at timestamptz not null,
    opened_by text not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, track) references return_track (org, id)
);
create unique index report_card_track on report_card (org, track);
create index report_card_day on report_card (org, to_day);

-- One lesson of a card, marked. Undone, it stays and counts no more.
create table card_lesson (
    org uuid not null,
    id uuid not null,
    card uuid not null,
    pupil uuid not null,
    day date not null,
    code text not null,
    subject text not null,
    -- Whose marks they are, and who kept them where that is somebody else.
    staff uuid,
    name text not null,
    kept_by text not null default '',
    how text not null,
    at timestamptz not null,
    -- Places in the scale, one for each target; nothing where the pupil was not in the lesson.
    marks text not null,
    words text not null default '',
    strategies text not null default '',
    undone_at timestamptz,
    undone_by text not null default '',
    primary key (org, id),
    foreign key (org, card) references report_card (org, id)
);
create unique index card_lesson_once on card_lesson (org, card, day, code) where undone_at is null;

-- The days for which teachers have been sent the card.
create table card_asked (
    org uuid not null,
    card uuid not null,
    day date not null,
    at timestamptz not null,
    primary key (org, card, day),
    foreign key (org, card) references report_card (org, id)
);
