-- A cover adult who takes the room over says from whom; empty for a handover by its own staff.
alter table handover add column taken_from text not null default '';
