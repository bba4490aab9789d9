-- Knowledge text lives in four stores with the same tables, so that no index, statistic or gap of one tells of another.

do $$
declare
  store text;
begin
  foreach store in array array['customer', 'agent', 'internal', 'embargo'] loop
    execute format('create schema %I', store);
    execute format($ddl$
      create table %1$I.article (
        key integer generated always as identity primary key,
        id text not null,
        -- 0 is the article's own text; the narrowed blocks of one audience and window count from 1.
        part integer not null,
        audience text not null check (audience in ('customer', 'agent', 'internal')),
        lang text not null check (lang in ('zh-Hans', 'zh-Hant', 'en')),
        title text not null,
        module text,
        owner text,
        tags text[] not null,
        asks text[] not null,
        state text not null check (state = 'published'),
        release timestamptz,
        expires timestamptz,
        review_by date,
        supersedes text,
        translation_of text,
        path text not null,
        rev text not null,
        -- The chunk of part 0 that this part follows; -1 before the first.
        after integer not null,
        unique nulls not distinct (id, audience, release, expires, part)
      )
    $ddl$, store);
    execute format($ddl$
      create table %1$I.chunk (
        key integer generated always as identity primary key,
        id text not null,
        article integer not null references %1$I.article (key) on delete cascade,
        piece integer not null,
        headings text[] not null,
        text text not null,
        start_offset integer not null,
        end_offset integer not null,
        line integer not null,
        -- Where it stands in the file: would tell where hidden blocks are, so for editors only.
        source_start integer not null,
        source_line integer not null,
        is_standard_reply boolean not null,
        unique (article, piece)
      )
    $ddl$, store);
    execute format('create index chunk_id on %I.chunk (id)', store);
    execute format('create index article_path on %I.article (path)', store);
    execute format('create index article_expires on %I.article (expires) where expires is not null', store);
  end loop;
end
$$;

-- What has been released is reached by this range; what has not is never touched.
create index article_release on embargo.article (audience, release);

-- Every file of the knowledge folder as last seen, with what became of it: for editors, and to know what changed.
create table app.article_file (
  path text primary key,
  -- SHA-256 of its bytes.
  hash text not null,
  article text,
  title text,
  lang text,
  audience text,
  state text,
  release timestamptz,
  expires timestamptz,
  review_by date,
  module text,
  owner text,
  -- 'kept': the version before this faulty one is still served, because nothing was narrowed since.
  outcome text not null check (outcome in ('served', 'kept', 'draft', 'archived', 'refused')),
  flaws jsonb not null default '[]'
);
create index article_file_article on app.article_file (article);

-- Fingerprints of hidden text: what customers may read is compared with them before it is stored.
create table app.hidden_print (
  path text not null references app.article_file (path) on delete cascade,
  audience text not null,
  release timestamptz,
  expires timestamptz,
  -- 64-bit floats, little endian, one per run of folded text.
  grams bytea not null
);
create index hidden_print_path on app.hidden_print (path);

-- The instants at which what an audience may read changed or will change.
create table app.change (
  id bigint generated always as identity primary key,
  -- 'embargo': text outside its window, which only leads can read.
  audience text not null check (audience in ('customer', 'agent', 'internal', 'embargo')),
  at timestamptz not null,
  cause text not null check (cause in ('index', 'release', 'expiry')),
  article text
);
create index change_at on app.change (audience, at);
create index change_article on app.change (article) where article is not null;

-- One row: each write of the index moves the epoch, so that two indexers cannot mix their work.
create table app.indexing (
  only_row boolean primary key default true check (only_row),
  epoch integer not null default 0,
  -- What the index was made with; another value means that everything is made anew.
  settings text not null default ''
);
insert into app.indexing default values;

-- Rights. Row policies are the second lock, behind the grants and before the predicate in each query.
do $$
declare
  store text;
  reader text;
  window_open constant text :=
    '(release is null or release <= public.desk_now()) and (expires is null or expires > public.desk_now())';
  told constant text[] := array[
    'customer:sidecue_customer', 'customer:sidecue_agent', 'agent:sidecue_agent'
  ];
  article_columns constant text :=
    'key, id, part, audience, lang, title, module, tags, asks, release, expires, review_by, supersedes, '
    'translation_of, rev, after';
  chunk_columns constant text :=
    'key, id, article, piece, headings, text, start_offset, end_offset, line, is_standard_reply';
begin
  foreach store in array array['customer', 'agent', 'internal', 'embargo'] loop
    execute format('alter table %I.article enable row level security, force row level security', store);
    execute format('alter table %I.chunk enable row level security, force row level security', store);
    execute format('grant usage on schema %I to sidecue_lead, sidecue_index', store);
    execute format('grant select on %1$I.article, %1$I.chunk to sidecue_lead', store);
    execute format('create policy lead_reads on %I.article for select to sidecue_lead using (true)', store);
    execute format('create policy lead_reads on %I.chunk for select to sidecue_lead using (true)', store);
    execute format(
      'grant select, insert, update, delete on %1$I.article, %1$I.chunk to sidecue_index', store);
    execute format('grant usage on all sequences in schema %I to sidecue_index', store);
    execute format(
      'create policy index_writes on %I.article to sidecue_index using (true) with check (true)', store);
    execute format(
      'create policy index_writes on %I.chunk to sidecue_index using (true) with check (true)', store);
    foreach reader in array array['sidecue_customer', 'sidecue_agent'] loop
      if format('%s:%s', store, reader) = any (told) or store = 'embargo' then
        execute format('grant usage on schema %I to %I', store, reader);
        execute format('grant select (%s) on %I.article to %I', article_columns, store, reader);
        execute format('grant select (%s) on %I.chunk to %I', chunk_columns, store, reader);
        execute format(
          'create policy %I on %I.article for select to %I using (%s and audience = any (%L))',
          reader || '_reads', store, reader, window_open,
          case
            when store <> 'embargo' then array[store]
            when reader = 'sidecue_agent' then array['customer', 'agent']
            else array['customer']
          end);
        -- The article's own policy applies inside: whether a chunk may be told stands in one row.
        execute format(
          'create policy %1$I on %2$I.chunk for select to %3$I using '
          '(exists (select from %2$I.article a where a.key = chunk.article))',
          reader || '_reads', store, reader);
      end if;
    end loop;
  end loop;
end
$$;

grant select on app.article_file to sidecue_lead;
grant select, insert, update, delete on app.article_file, app.hidden_print to sidecue_index;
grant select, update on app.indexing to sidecue_index;
grant select, insert, delete on app.change to sidecue_index;
grant select (audience, at) on app.change to sidecue_customer, sidecue_agent;
grant select on app.change to sidecue_lead;

alter table app.change enable row level security, force row level security;
create policy index_writes on app.change to sidecue_index using (true) with check (true);
create policy lead_reads on app.change for select to sidecue_lead using (true);
create policy customer_reads on app.change for select to sidecue_customer
  using (audience = 'customer' and at <= public.desk_now());
create policy agent_reads on app.change for select to sidecue_agent
  using (audience in ('customer', 'agent') and at <= public.desk_now());
