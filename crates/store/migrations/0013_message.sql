-- E-mail to be sent, kept with the act that asked for it, and links that open one thing without
-- signing in. A link's own secret is never here: it is worked out from its key when it is sent.

create table link (
    org uuid not null references organisation (id),
    id uuid not null,
    kind text not null,
    about uuid not null,
    staff uuid,
    name text not null,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    primary key (org, id)
);
create index link_about on link (org, about);

create table message (
    org uuid not null references organisation (id),
    id uuid not null,
    kind text not null,
    staff uuid,
    to_name text not null,
    address text not null,
    subject text not null,
    body text not null,
    link_words text not null default '',
    closing text not null default '',
    about uuid not null,
    pupil uuid,
    link uuid,
    state text not null,
    tries bigint not null default 0,
    made_at timestamptz not null,
    next_at timestamptz,
    sent_at timestamptz,
    -- Not sent after this: nobody has any use for it.
    until timestamptz not null,
    trouble text not null default '',
    version bigint not null default 1,
    primary key (org, id)
);
create index message_due on message (org, state, next_at);
create index message_about on message (org, about);
