-- Meaning beside words: vectors of an embedding model, per store and model, filled while the old ones go on serving.

-- Every model that was ever used here. Its vectors are one generation: tables `<store>.vector_<key>`.
create table app.embedding_model (
  key integer generated always as identity primary key,
  -- Names model, endpoint and the form of what is embedded.
  id text not null unique,
  dimensions integer not null check (dimensions between 1 and 16000),
  -- What suits the engine: half precision is slow in the embedded one, full precision twice the size on a server.
  kind text not null check (kind in ('vector', 'halfvec')),
  -- 'cached': its tables are gone, what it made is still in the cache.
  state text not null check (state in ('building', 'serving', 'retired', 'cached')),
  -- Whether all but a few of the store's chunks that may have a vector have one. Apart for each store, so that a
  -- change of hidden text moves nothing that others can see.
  customer_whole boolean not null default false,
  agent_whole boolean not null default false,
  internal_whole boolean not null default false,
  changed_at timestamptz not null default clock_timestamp()
);
create unique index embedding_model_serving on app.embedding_model (state) where state = 'serving';

-- What was embedded once is not embedded again, wherever the text moves. Only the indexer reads it.
create table app.embedding_cache (
  model integer not null references app.embedding_model (key) on delete cascade,
  -- SHA-256 of the text.
  hash bytea not null,
  embedding public.halfvec not null,
  primary key (model, hash)
);
-- Vectors do not shrink.
alter table app.embedding_cache alter column embedding set storage external;

-- COPY brings vectors in here. Emptied in the same transaction.
create table app.embedding_load (
  hash bytea not null,
  embedding public.vector not null
);

-- One process embeds at a time; it renews its lease with each batch.
create table app.embedding_lease (
  only_row boolean primary key default true check (only_row),
  holder text not null default '',
  ends_at timestamptz not null default '-infinity'
);
insert into app.embedding_lease default values;

grant select, insert, update on app.embedding_model to sidecue_index;
grant usage on all sequences in schema app to sidecue_index;
grant select, insert, delete on app.embedding_cache, app.embedding_load to sidecue_index;
grant select, update on app.embedding_lease to sidecue_index;
grant select (key, id, dimensions, kind, state, customer_whole) on app.embedding_model
  to sidecue_customer, sidecue_agent, sidecue_lead;
grant select (agent_whole) on app.embedding_model to sidecue_agent, sidecue_lead;
grant select (internal_whole) on app.embedding_model to sidecue_lead;

-- What of a chunk is embedded. The only place where it is put together.
create function app.embedding_text(title text, headings text[], text text) returns text
  language sql immutable parallel safe set search_path = pg_catalog
as $$
  select left(
    array_to_string(case when headings[1] = title then headings else title || headings end, E'\n')
      || E'\n' || text,
    8000)
$$;

create function app.embedding_hash(title text, headings text[], text text) returns bytea
  language sql immutable parallel safe set search_path = pg_catalog
as $$
  select sha256(convert_to(app.embedding_text(title, headings, text), 'UTF8'))
$$;

-- New chunks get the vectors that are known for their text, in the same transaction: what moves between stores or
-- comes back keeps its vector. Made only once there is a model, and runs as whoever writes the chunks.
create function app.fill_vectors() returns trigger
  language plpgsql set search_path = pg_catalog
as $$
declare
  model record;
begin
  for model in
    select key, kind, dimensions from app.embedding_model where state in ('building', 'serving')
  loop
    execute format(
      'insert into %1$I.%2$I (chunk, embedding)
       select added.key, cached.embedding::public.%3$I(%4$s)
       from %1$I.chunk added
       join %1$I.article on article.key = added.article
       join app.embedding_cache cached on cached.model = $1
         and cached.hash = app.embedding_hash(article.title, added.headings, added.text)
       where added.key = any($2)
       on conflict do nothing',
      tg_table_schema, 'vector_' || model.key, model.kind, model.dimensions)
    using model.key, array(select key from added_chunks);
  end loop;
  return null;
end
$$;

-- The tables of one model. Readers get rights as they have them on the other numbers of a store: see 0003.
create function app.make_vectors(model integer) returns void
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  made app.embedding_model;
  store text;
  reader text;
  readers text[];
  name text;
begin
  select * into strict made from app.embedding_model where key = model;
  name := 'vector_' || made.key;
  foreach store in array array['customer', 'agent', 'internal', 'embargo'] loop
    execute format(
      'create table %1$I.%2$I (
         chunk integer primary key references %1$I.chunk (key) on delete cascade,
         embedding public.%3$I(%4$s) not null
       )', store, name, made.kind, made.dimensions);
    -- Beside the row and not behind it: the planner takes what lies elsewhere for free, and reads all of it.
    -- A row must fit in a page.
    execute format('alter table %I.%I alter column embedding set storage %s', store, name,
      case when made.dimensions <= case made.kind when 'vector' then 2000 else 4000 end
        then 'plain' else 'external' end);
    execute format('alter table %I.%I enable row level security, force row level security', store, name);
    execute format('grant select, insert, update, delete on %I.%I to sidecue_index', store, name);
    execute format(
      'create policy index_writes on %I.%I to sidecue_index using (true) with check (true)', store, name);
    readers := case store
      when 'customer' then array['sidecue_customer', 'sidecue_agent', 'sidecue_lead']
      when 'agent' then array['sidecue_agent', 'sidecue_lead']
      when 'internal' then array['sidecue_lead']
      else array['sidecue_customer', 'sidecue_agent', 'sidecue_lead']
    end;
    foreach reader in array readers loop
      execute format('grant select on %I.%I to %I', store, name, reader);
      execute format('create policy %I on %I.%I for select to %I using (%s)',
        reader || '_reads', store, name, reader,
        case
          when store <> 'embargo' or reader = 'sidecue_lead' then 'true'
          else format('exists (select from embargo.chunk c where c.key = %I.chunk)', name)
        end);
    end loop;
    execute format(
      'create or replace trigger fill_vectors after insert on %I.chunk
       referencing new table as added_chunks for each statement execute function app.fill_vectors()', store);
  end loop;
end
$$;

-- The graph of one store. Below some ten thousand rows reading all of them is as fast and exact. There is none of
-- text outside its window: what is released is read row by row.
create function app.index_vectors(model integer, store text) returns void
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  made app.embedding_model;
begin
  if store <> all (array['customer', 'agent', 'internal']) then
    raise exception 'no such store: %', store;
  end if;
  select * into strict made from app.embedding_model where key = model;
  if made.dimensions > (case made.kind when 'vector' then 2000 else 4000 end) then
    return;
  end if;
  -- What does not fit is built ten times as slowly.
  if pg_size_bytes(current_setting('maintenance_work_mem')) < 400 * 1024 * 1024 then
    perform set_config('maintenance_work_mem', '400MB', true);
  end if;
  execute format(
    'create index if not exists %1$I on %2$I.%3$I using hnsw (embedding public.%4$I)',
    'vector_' || made.key || '_near', store, 'vector_' || made.key, made.kind || '_ip_ops');
  execute format('analyze %I.%I', store, 'vector_' || made.key);
end
$$;

create function app.drop_vectors(model integer) returns void
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  store text;
begin
  if exists (select from app.embedding_model where key = model and state in ('building', 'serving')) then
    raise exception 'model % is in use', model;
  end if;
  foreach store in array array['customer', 'agent', 'internal', 'embargo'] loop
    execute format('drop table if exists %I.%I', store, 'vector_' || model);
    if not exists (select from app.embedding_model where state in ('building', 'serving')) then
      execute format('drop trigger if exists fill_vectors on %I.chunk', store);
    end if;
  end loop;
end
$$;

revoke all on function app.embedding_text(text, text[], text), app.embedding_hash(text, text[], text),
  app.fill_vectors(), app.make_vectors(integer), app.index_vectors(integer, text), app.drop_vectors(integer)
  from public;
grant execute on function app.embedding_text(text, text[], text), app.embedding_hash(text, text[], text),
  app.fill_vectors(), app.make_vectors(integer), app.index_vectors(integer, text), app.drop_vectors(integer)
  to sidecue_index;
