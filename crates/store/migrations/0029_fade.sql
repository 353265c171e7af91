-- How a report card fades, who looked at it and decided what, when it ended, and what counts as
-- clear on it; and who was reminded of marks that are missing.

-- The last place in the scale that counts as clear; 0 for the upper half.
alter table report_card add column clear bigint not null default 0;
alter table report_card add column ended_at timestamptz;
-- It goes on after the return has its outcome.
alter table report_card add column goes_on boolean not null default false;
-- What was decided about the card with the outcome of the return; empty where there was none.
alter table return_track add column card_result text not null default '';

create table card_look (
    org uuid not null,
    id uuid not null,
    card uuid not null,
    pupil uuid not null,
    from_day date not null,
    until_day date not null,
    stage text not null,
    -- The lessons, where they are chosen, a line each.
    subjects text not null default '',
    -- Empty for the beginning.
    step text not null default '',
    figures text not null default '',
    words text not null default '',
    at timestamptz not null,
    by_name text not null,
    primary key (org, id),
    foreign key (org, card) references report_card (org, id)
);
create index card_look_card on card_look (org, card, from_day);

create table card_reminded (
    org uuid not null,
    card uuid not null,
    staff uuid not null,
    day date not null,
    at timestamptz not null,
    by_name text not null,
    primary key (org, card, staff, day),
    foreign key (org, card) references report_card (org, id)
);
