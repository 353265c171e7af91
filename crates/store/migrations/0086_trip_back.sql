-- How somebody came back from a trip other than with the group: collected from there, by whom.
alter table trip_pupil add column in_words text not null default '';
