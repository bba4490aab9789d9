-- Chunks bring their terms with their features in one COPY; the postings are made of them in the database.
-- Not logged: rows stay only within the transaction that brings them.

drop table app.gram_load;
create unlogged table app.gram_load (
  chunk integer not null,
  length real not null,
  title_length real not null,
  -- How many of the terms, from the first on, are counted in `length`; the others in `title_length`.
  words integer not null,
  terms integer[] not null,
  frequencies real[] not null,
  grams public.sparsevec(1000000000) not null
);
grant select, insert, delete on app.gram_load to sidecue_index;

-- A chunk's features are read for each candidate: they stay in the row, where a page has room for it.
do $$
declare
  store text;
begin
  foreach store in array array['customer', 'agent', 'internal', 'embargo'] loop
    execute format('alter table %I.gram set (toast_tuple_target = 8160)', store);
  end loop;
end
$$;
