-- What the school says to home in words of its own, each version kept: the order of a call, the
-- standards sheet, the letter in a family's language. Who was given a standards sheet and said so;
-- good news home; and that a social worker or virtual school head was told.

create table wording (
    org uuid not null references organisation (id),
    id uuid not null,
    kind text not null,
    language text not null,
    format text not null,
    version bigint not null,
    title text not null default '',
    -- Empty where the school no longer uses it.
    body text not null,
    made_at timestamptz not null,
    made_by text not null,
    primary key (org, id)
);
create unique index wording_version on wording (org, kind, language, format, version);

-- In which language a letter's first pages are, where the school has typed one.
alter table letter add column language text not null default '';
alter table letter add column translated text not null default '';

-- A standards sheet as it was given to one person: words and pages frozen.
create table sheet_issue (
    org uuid not null,
    id uuid not null,
    pupil uuid not null,
    placement uuid not null,
    contact uuid not null,
    name text not null,
    -- The letter it went with, where it did.
    letter uuid,
    language text not null,
    format text not null,
    version bigint not null,
    title text not null,
    words text not null,
    pdf bytea not null,
    way text not null,
    interpreter text not null default '',
    issued_at timestamptz not null,
    made_at timestamptz not null,
    by_name text not null,
    primary key (org, id),
    foreign key (org, placement) references placement (org, id)
);
create index sheet_issue_placement on sheet_issue (org, placement);
create index sheet_issue_made on sheet_issue (org, made_at);

create table sheet_answer (
    org uuid not null,
    sheet uuid not null,
    way text not null,
    name text not null,
    interpreter text not null default '',
    at timestamptz not null,
    made_at timestamptz not null,
    -- Who wrote it down, where it did not come by the link.
    by_name text not null default '',
    primary key (org, sheet),
    foreign key (org, sheet) references sheet_issue (org, id)
);

create table good_news (
    org uuid not null,
    id uuid not null,
    pupil uuid not null,
    placement uuid,
    body text not null,
    made_at timestamptz not null,
    by_staff uuid not null,
    by_name text not null,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index good_news_pupil on good_news (org, pupil, made_at);

create table good_news_to (
    org uuid not null,
    id uuid not null,
    good_news uuid not null,
    contact uuid not null,
    name text not null,
    way text not null,
    why text not null default '',
    primary key (org, id),
    unique (org, good_news, contact),
    foreign key (org, good_news) references good_news (org, id)
);

-- A social worker or virtual school head was told of a placement.
create table told (
    org uuid not null,
    id uuid not null,
    placement uuid not null,
    pupil uuid not null,
    whom text not null,
    name text not null,
    way text not null,
    words text not null default '',
    at timestamptz not null,
    made_at timestamptz not null,
    by_name text not null,
    primary key (org, id),
    foreign key (org, placement) references placement (org, id)
);
create index told_placement on told (org, placement);

-- The address a link to somebody at home went to: once it is no longer theirs alone, it opens nothing.
alter table link add column sent_to text not null default '';
