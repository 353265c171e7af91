-- What home does with a letter: who it went to and how, by private link or on paper; what each
-- person answered; and whom nobody writes to by email.

alter table link add column contact uuid;
alter table message add column contact uuid;

create table letter_to (
    org uuid not null,
    id uuid not null,
    letter uuid not null,
    contact uuid not null,
    pupil uuid not null,
    placement uuid not null,
    name text not null,
    way text not null,
    -- Why on paper; empty by email.
    why text not null default '',
    made_at timestamptz not null,
    primary key (org, id),
    unique (org, letter, contact),
    foreign key (org, letter) references letter (org, id)
);
create index letter_to_placement on letter_to (org, placement);
create index letter_to_made on letter_to (org, made_at);

create table letter_answer (
    org uuid not null,
    id uuid not null,
    letter uuid not null,
    contact uuid not null,
    pupil uuid not null,
    placement uuid not null,
    kind text not null,
    way text not null,
    name text not null,
    body text not null default '',
    at timestamptz not null,
    made_at timestamptz not null,
    -- Who recorded it, where it did not come by the link.
    by_name text not null default '',
    -- A reply: what was done about it.
    done_at timestamptz,
    done_by text not null default '',
    done_what text not null default '',
    primary key (org, id),
    foreign key (org, letter) references letter (org, id)
);
create index letter_answer_placement on letter_answer (org, placement);
create index letter_answer_pupil on letter_answer (org, pupil, at);

create table no_email (
    org uuid not null,
    id uuid not null,
    contact uuid not null,
    why text not null,
    note text not null default '',
    by_name text not null,
    at timestamptz not null,
    ended_at timestamptz,
    ended_by text not null default '',
    primary key (org, id),
    foreign key (org, contact) references contact (org, id)
);
create index no_email_contact on no_email (org, contact);
