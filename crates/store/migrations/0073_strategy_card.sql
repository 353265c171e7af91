-- The school's library of strategies, each with the need it serves.
create table strategy_card (
    org uuid not null references organisation (id),
    id uuid not null,
    need text not null,
    title text not null,
    how text not null,
    care text not null default '',
    active boolean not null default true,
    made_by text not null,
    version bigint not null default 1,
    primary key (org, id)
);
create index strategy_card_need on strategy_card (org, active, need);
