-- Today asks of every recent placement whether its line was left with a reason.

create index task_about on task (org, about);
