-- The steps of a transition, as the school sets them.
create table transition_step (
    org uuid not null references organisation (id),
    id uuid not null,
    place bigint not null,
    title text not null,
    kind text not null,
    active boolean not null,
    primary key (org, id)
);

-- One pupil who comes, moves up, or moves on. Somebody who is not on roll yet has a name here.
create table transition (
    org uuid not null references organisation (id),
    id uuid not null,
    pupil uuid,
    given text not null default '',
    family text not null default '',
    way text not null,
    year bigint not null,
    place_from text not null default '',
    place_to text not null default '',
    starts date not null,
    owner uuid not null,
    owner_name text not null,
    needs text not null default '',
    begun_on date not null,
    begun_by text not null,
    ended_on date,
    ended_why text not null default '',
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, pupil) references pupil (org, id)
);
create index transition_open on transition (org, ended_on, starts);
create index transition_pupil on transition (org, pupil);

create table transition_done (
    org uuid not null,
    transition uuid not null,
    step uuid not null,
    state text not null,
    day date not null,
    words text not null default '',
    signed_there text not null default '',
    signed_here text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, transition, step),
    foreign key (org, transition) references transition (org, id)
);
