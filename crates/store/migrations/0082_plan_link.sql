-- A contribution to a plan asked for by a private link: whose it is at home, where it went, and on
-- what basis somebody outside school and home is told whose plan it is.
alter table plan_ask add column contact uuid;
alter table plan_ask add column email text not null default '';
alter table plan_ask add column basis text;
