-- Bytes of documents, packs and letters, once for each content, by their hash.
create table content (
    org uuid not null references organisation (id),
    sha256 text not null,
    bytes bytea not null,
    size bigint not null,
    scan text not null,
    scan_said text not null default '',
    scanned_at timestamptz,
    at timestamptz not null,
    primary key (org, sha256)
);
create index content_scan on content (org, scan);

-- A paper about a matter. One that was taken away stays.
create table document (
    org uuid not null,
    id uuid not null,
    matter uuid not null,
    item text not null,
    title text not null,
    words text not null default '',
    sha256 text,
    name_sent text not null default '',
    name text not null default '',
    kind text,
    size bigint not null default 0,
    place text not null default '',
    keep_until date,
    dated date,
    by_link boolean not null default false,
    by_name text not null,
    at timestamptz not null,
    gone_at timestamptz,
    gone_why text not null default '',
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, matter) references matter (org, id)
);
create index document_of on document (org, matter, at);

create table pack (
    org uuid not null,
    id uuid not null,
    matter uuid not null,
    hearing uuid not null,
    purpose text not null,
    case_kind text not null,
    made_by text not null,
    made_at timestamptz not null,
    version bigint not null default 1,
    primary key (org, id),
    foreign key (org, matter) references matter (org, id),
    foreign key (org, hearing) references hearing (org, id)
);
create index pack_of on pack (org, matter);

create table pack_paper (
    org uuid not null,
    pack uuid not null,
    document uuid not null,
    position bigint not null,
    why text not null default '',
    out_pages text not null default '',
    out_words text not null default '',
    out_why text not null default '',
    names_why text not null default '',
    late boolean not null default false,
    apart boolean not null default false,
    by_name text not null,
    at timestamptz not null,
    primary key (org, pack, document),
    foreign key (org, pack) references pack (org, id),
    foreign key (org, document) references document (org, id)
);

-- Every version that was made: its file is in content.
create table pack_made (
    org uuid not null,
    pack uuid not null,
    number bigint not null,
    sha256 text not null,
    pages bigint not null,
    contents text not null,
    apart text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, pack, number),
    foreign key (org, pack) references pack (org, id)
);

-- Who was given which version, when and how, and the day it was due as it stood then.
create table pack_given (
    org uuid not null,
    id uuid not null,
    pack uuid not null,
    number bigint not null,
    asked text not null,
    whom text not null,
    how text not null,
    sent_on date not null,
    due_then date,
    arguable_then date,
    note text not null default '',
    by_name text not null,
    at timestamptz not null,
    primary key (org, id),
    foreign key (org, pack) references pack (org, id)
);
create index pack_given_of on pack_given (org, pack);
