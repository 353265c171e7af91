-- The school's own cards: if this happens, every adult in the room does the same, in these steps.
create table script_card (
    org uuid not null references organisation (id),
    id uuid not null,
    place bigint not null,
    happens text not null,
    steps text not null,
    active boolean not null default true,
    version bigint not null default 1,
    primary key (org, id)
);
