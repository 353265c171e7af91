-- The school's own questions. A question is retired and never deleted; new words for it are a new
-- wording. A school that has changed nothing has no rows here and asks those Mainstay ships.
create table question (
    org uuid not null references organisation (id),
    id uuid not null,
    talk text not null,
    -- The field of an older record its answers are kept in too, or empty.
    field text not null default '',
    kind text not null,
    place bigint not null,
    retired_at timestamptz,
    primary key (org, id)
);
create index question_talk on question (org, talk, place);

create table question_wording (
    org uuid not null references organisation (id),
    question uuid not null,
    wording bigint not null,
    words text not null,
    -- The same for the pupil, in easy words; empty where the words serve.
    easy text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, question, wording),
    foreign key (org, question) references question (org, id)
);

-- A wording in another language, typed by the school.
create table question_translation (
    org uuid not null references organisation (id),
    question uuid not null,
    wording bigint not null,
    language text not null,
    words text not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, question, wording, language)
);

-- An answer, with the words of the question as it was asked.
create table answer (
    org uuid not null references organisation (id),
    about uuid not null,
    talk text not null,
    question uuid not null,
    wording bigint not null,
    asked text not null,
    place bigint not null,
    how text not null,
    body text not null default '',
    picked text not null default '',
    why text not null default '',
    primary key (org, about, talk, question)
);

-- A pupil thinking back on what happened: in words, pictures or on paper, in their language.
create table reflection (
    org uuid not null references organisation (id),
    id uuid not null,
    placement uuid not null,
    pupil uuid not null,
    way text not null,
    form text not null,
    language text not null default '',
    read_by text not null default '',
    interpreter text not null default '',
    on_paper text not null default '',
    handed_at timestamptz,
    done_at timestamptz,
    by_staff uuid not null,
    by_name text not null,
    made_at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, placement) references placement (org, id)
);
create index reflection_placement on reflection (org, placement);

-- One side of putting something right: prepared, asked and rated apart from the other.
create table repair_side (
    org uuid not null references organisation (id),
    id uuid not null,
    repair uuid not null,
    side text not null,
    consent text not null,
    before_rating bigint,
    after_rating bigint,
    by_name text not null,
    at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, repair) references repair (org, id)
);

create unique index repair_side_once on repair_side (org, repair, side);

-- What one asked to be carried to the other, where they do not meet.
create table repair_message (
    org uuid not null references organisation (id),
    repair uuid not null,
    id uuid not null,
    side text not null,
    body text not null,
    by_name text not null,
    at timestamptz not null,
    primary key (org, repair, id),
    foreign key (org, repair) references repair (org, id)
);

-- A session whose screen is with a pupil opens one page and no other until the adult signs in.
alter table session add column kept_to text not null default '';
