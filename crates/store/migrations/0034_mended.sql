-- The token of the forms on a page that a pupil has in hand: it is not the adult's, and opens nothing
-- but that page.
alter table session add column held_csrf text not null default '';

-- Which keeping of a translation somebody had before them when they wrote another. An emptied one
-- stays as a row without words, so that this goes on counting.
alter table question_translation add column version bigint not null default 1;

-- Which version of the questions an induction was held in, the rules it went through, and the name
-- or letters the pupil put under it themselves.
alter table induction add column form text not null default 'words';
alter table induction add column language text not null default '';
alter table induction add column rules text not null default '';
alter table induction add column signed text not null default '';
