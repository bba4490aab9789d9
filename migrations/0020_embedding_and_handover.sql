-- Conversations by the reference of the help desk that shows the panel in a frame; and shifts that hand over to each other.

-- Whoever opens the same ticket of the same help desk, in whatever tab, gets the same conversation.
create table app.embedding (
  -- Origin of the page around the frame, as the browser names it.
  host text not null,
  ref text not null,
  conversation text not null references app.conversation (id) on delete cascade,
  primary key (host, ref)
);
create index embedding_conversation on app.embedding (conversation);

create table app.handover (
  id text primary key,
  -- draft: written · handed: signed by the shift that goes · taken: signed by the one that comes.
  state text not null default 'draft' check (state in ('draft', 'handed', 'taken')),
  version integer not null default 1 check (version > 0),
  -- What the desk calls it: 早班.
  shift text not null,
  lang text not null check (lang in ('zh-Hans', 'zh-Hant', 'en')),
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at),
  created_by text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  drafted_at timestamptz not null,
  outgoing_by text,
  outgoing_at timestamptz,
  incoming_by text,
  incoming_at timestamptz,
  check ((state = 'draft') = (outgoing_by is null)),
  check ((state = 'taken') = (incoming_by is not null)),
  check (incoming_by <> outgoing_by)
);
create index handover_until on app.handover (until_at, id);

-- One thing to know. What was drafted from a conversation goes with it, signed or not.
create table app.handover_item (
  handover text not null references app.handover (id) on delete cascade,
  id text not null,
  place integer not null,
  section text not null check (section in ('unfinished', 'special', 'anomalies', 'notices', 'log')),
  -- What it was drafted from; null: a person wrote it.
  source_kind text check (source_kind in ('ticket', 'follow-up', 'incident', 'warning', 'count')),
  source_id text,
  conversation text references app.conversation (id) on delete cascade,
  title text not null,
  -- What the system knows, by name, in order; personal data masked.
  facts jsonb not null,
  -- What a person adds to it.
  note text,
  is_left_out boolean not null default false,
  -- Null: the program.
  made_by text,
  primary key (handover, id),
  unique (handover, source_kind, source_id)
);
create index handover_item_conversation on app.handover_item (conversation) where conversation is not null;

-- Who did what, and when: ids of items and names of places, never their words.
create table app.handover_version (
  handover text not null references app.handover (id) on delete cascade,
  version integer not null,
  at timestamptz not null,
  made_by text not null,
  deed text not null check (deed in ('drafted', 'refreshed', 'edited', 'handed', 'returned', 'taken')),
  changes jsonb not null,
  reason text,
  primary key (handover, version)
);

-- What is signed stays as it was read, whoever writes and by whatever way. Only deletion goes before.
create function app.refuse_signed_change() returns trigger language plpgsql as $$
begin
  if (select state from app.handover where id = new.handover) <> 'draft' then
    raise exception 'handover % is signed', new.handover using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger handover_item_signed before insert or update on app.handover_item
  for each row execute function app.refuse_signed_change();

grant select, insert, update, delete
  on app.embedding, app.handover, app.handover_item, app.handover_version
  to sidecue_app;

alter table app.embedding enable row level security, force row level security;
create policy app_only on app.embedding to sidecue_app using (true) with check (true);
alter table app.handover enable row level security, force row level security;
create policy app_only on app.handover to sidecue_app using (true) with check (true);
alter table app.handover_item enable row level security, force row level security;
create policy app_only on app.handover_item to sidecue_app using (true) with check (true);
alter table app.handover_version enable row level security, force row level security;
create policy app_only on app.handover_version to sidecue_app using (true) with check (true);

-- As in 0010: no samples of what people said.
alter table app.handover_item alter column title set statistics 0;
alter table app.handover_item alter column facts set statistics 0;
alter table app.handover_item alter column note set statistics 0;
alter table app.handover_version alter column reason set statistics 0;
