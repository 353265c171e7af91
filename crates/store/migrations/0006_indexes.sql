-- Found by measuring a school with 40,000 past entries: questions that walked a whole table.

create index repair_placement on repair (org, placement);
create index check_in_track on check_in (org, track);
create index mis_entry_placement on mis_entry (org, placement);
create index placement_referral on placement (org, referral);
create index event_at on event (org, at);
create index work_escalates on work (org, state, escalates_at);
create index note_revision_at on note_revision (org, at);
create index return_track_open on return_track (org, decided_at, to_day);
create index placement_state on placement (org, state, day);
