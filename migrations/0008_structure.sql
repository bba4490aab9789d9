-- What keeps the house shut where rights are narrower, clocks go back, drafts are sent in spite of a warning, and
-- conversations are forgotten.

-- Whether a store is empty is asked as the index role, whose row policy shows it all rows: an owner who is no
-- superuser sees none of them and would take every store for empty.
create function app.drop_posting_index_of(store text) returns void
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  if store <> all (array['customer', 'agent', 'internal', 'embargo']) then
    raise exception 'no such store: %', store;
  end if;
  execute format('drop index if exists %I.posting_term', store);
end
$$;
revoke all on function app.drop_posting_index_of(text) from public;
grant execute on function app.drop_posting_index_of(text) to sidecue_index;

create or replace function app.drop_posting_index(store text) returns boolean
  language plpgsql security invoker set search_path = pg_catalog
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
  perform app.drop_posting_index_of(store);
  return true;
end
$$;

-- The latest time this database has been seen at: a clock that stands before it was set back, and text that has
-- expired would come back with it.
create table app.clock_mark (
  only_row boolean primary key default true check (only_row),
  at timestamptz not null
);
insert into app.clock_mark (at) values ('-infinity');
grant select, update on app.clock_mark to sidecue_index;

-- Verdicts that warned or stopped, without the draft: whoever sends in spite of one says so.
create table app.draft_check (
  id text primary key,
  conversation text references app.conversation (id) on delete cascade,
  checked_by text not null,
  verdict text not null check (verdict in ('warn', 'block')),
  rules text[] not null,
  at timestamptz not null
);
create index draft_check_at on app.draft_check (at);
create index draft_check_conversation on app.draft_check (conversation) where conversation is not null;

create table app.check_override (
  id text primary key,
  draft_check text not null references app.draft_check (id) on delete cascade,
  overridden_by text not null,
  reason text not null,
  -- Free words of the agent: forgotten with the conversation, never part of the audit.
  note text,
  at timestamptz not null
);
create index check_override_check on app.check_override (draft_check, at);

grant select, insert, delete on app.draft_check, app.check_override to sidecue_app;
alter table app.draft_check enable row level security, force row level security;
create policy app_only on app.draft_check to sidecue_app using (true) with check (true);
alter table app.check_override enable row level security, force row level security;
create policy app_only on app.check_override to sidecue_app using (true) with check (true);

-- Conversations are forgotten by age.
create index conversation_opened on app.conversation (opened_at);
