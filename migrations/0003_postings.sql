-- What passages are found by: postings, finer features and statistics of each store, apart from those of the others.

-- Bulk loads bring sparse vectors in by COPY, which row security forbids. Emptied in the same transaction.
create table app.gram_load (
  chunk integer not null,
  length real not null,
  title_length real not null,
  terms integer[] not null,
  grams public.sparsevec(1000000000) not null
);
grant select, insert, delete on app.gram_load to sidecue_index;

do $$
declare
  store text;
  reader text;
  name text;
  readers text[];
begin
  foreach store in array array['customer', 'agent', 'internal', 'embargo'] loop
    -- Terms are numbers (src/retrieval/term-keys.ts). `length` is that of the field the term was counted in.
    execute format($ddl$
      create table %1$I.posting (
        term integer not null,
        chunk integer not null,
        frequency real not null,
        length real not null
      )
    $ddl$, store);
    execute format(
      'create unique index posting_term on %I.posting (term, chunk) include (frequency, length)', store);
    -- Features that rescore what the postings found, and the chunk's own terms, by which its postings are removed.
    execute format($ddl$
      create table %1$I.gram (
        chunk integer primary key,
        length real not null,
        title_length real not null,
        terms integer[] not null,
        grams public.sparsevec(1000000000) not null
      )
    $ddl$, store);
    -- Uncompressed: a few hundred hashes and weights do not shrink, and are read for each candidate.
    execute format('alter table %I.gram alter column grams set storage external', store);
    execute format('alter table %I.gram alter column terms set storage external', store);
    -- In how many chunks a term stands: the sum of its rows. Writes only ever add rows; compaction joins them.
    execute format('create table %I.term (term integer not null, chunks integer not null)', store);
    execute format('create index term_term on %I.term (term) include (chunks)', store);
    -- Likewise: number of chunks, and the sums of their lengths.
    execute format($ddl$
      create table %1$I.extent (
        chunks integer not null,
        length double precision not null,
        titled integer not null,
        title_length double precision not null
      )
    $ddl$, store);

    readers := case store
      when 'customer' then array['sidecue_customer', 'sidecue_agent', 'sidecue_lead']
      when 'agent' then array['sidecue_agent', 'sidecue_lead']
      when 'internal' then array['sidecue_lead']
      else array['sidecue_customer', 'sidecue_agent', 'sidecue_lead']
    end;
    foreach name in array array['posting', 'gram', 'term', 'extent'] loop
      execute format('alter table %I.%I enable row level security, force row level security', store, name);
      execute format('grant select, insert, update, delete on %I.%I to sidecue_index', store, name);
      execute format(
        'create policy index_writes on %I.%I to sidecue_index using (true) with check (true)', store, name);
      foreach reader in array readers loop
        -- The statistics of the embargo store would tell of its text: for leads alone.
        continue when store = 'embargo' and name in ('term', 'extent') and reader <> 'sidecue_lead';
        execute format('grant select on %I.%I to %I', store, name, reader);
        execute format(
          'create policy %I on %I.%I for select to %I using (%s)',
          reader || '_reads', store, name, reader,
          case
            -- Numbers only, of text that this role may read or could until it expired; the text itself is
            -- behind the policies of chunk and article, which every search goes through.
            when store <> 'embargo' or reader = 'sidecue_lead' then 'true'
            else format('exists (select from embargo.chunk c where c.key = %I.chunk)', name)
          end);
      end loop;
    end loop;
  end loop;
end
$$;

-- A first load is three times as fast when the big index is built once, at its end. Only while the store is
-- empty; the rows and the index appear in one commit.
create function app.drop_posting_index(store text) returns boolean
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  is_filled boolean;
begin
  if store <> all (array['customer', 'agent', 'internal', 'embargo']) then
    raise exception 'no such store: %', store;
  end if;
  execute format('select exists (select from %I.gram)', store) into is_filled;
  if is_filled then
    return false;
  end if;
  execute format('drop index if exists %I.posting_term', store);
  return true;
end
$$;

create function app.build_posting_index(store text) returns void
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  if store <> all (array['customer', 'agent', 'internal', 'embargo']) then
    raise exception 'no such store: %', store;
  end if;
  execute format(
    'create unique index if not exists posting_term on %I.posting (term, chunk) include (frequency, length)',
    store);
  execute format('analyze %1$I.posting', store);
  execute format('analyze %1$I.gram', store);
end
$$;

revoke all on function app.drop_posting_index(text), app.build_posting_index(text) from public;
grant execute on function app.drop_posting_index(text), app.build_posting_index(text) to sidecue_index;
