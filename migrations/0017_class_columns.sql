-- Figures count conversations by class: the whole classification is not read for each of them.

alter table app.classification
  add column type text generated always as (body -> 'type' ->> 'value') stored,
  add column module text generated always as (body -> 'module' ->> 'value') stored;
