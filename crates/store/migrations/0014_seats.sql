-- Rooms side by side that use one set of seats, and referrals that wait for a seat.

alter table room add column shares uuid;

create table referral_wait (
    org uuid not null,
    id uuid not null,
    referral uuid not null,
    room uuid not null,
    day date not null,
    codes text not null,
    why text not null,
    by_name text not null,
    at timestamptz not null,
    ended_at timestamptz,
    primary key (org, id),
    foreign key (org, referral) references referral (org, id),
    foreign key (org, room) references room (org, id)
);
create index referral_wait_referral on referral_wait (org, referral, at);
