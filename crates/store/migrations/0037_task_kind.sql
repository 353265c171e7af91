-- What Today asks of tasks by their kind: lines that were left, drafts, letters left unsent.
-- The index holds all that is asked, so that no engine reads the tasks themselves instead.
create index task_kind on task (org, kind, due, about);
