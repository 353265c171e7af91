-- The day a headteacher cancelled what a case is about, as the school said.
alter table case_file add column cancelled_on date;
