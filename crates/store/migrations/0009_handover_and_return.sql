-- A cover adult who takes the room over says from whom; empty for a handover by its own staff.
alter table handover add column taken_from text not null default '';

-- Asked for each placement of a report, and whenever a day that runs on is looked at.
create index return_track_placement on return_track (org, placement);
