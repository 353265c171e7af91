-- Documents are looked for by title and by where the paper lies, across matters.
alter table document add column search text not null default '';
update document set search = lower(title || ' ' || place);
create index document_kept on document (org, keep_until, id);
