-- Conversations with their turns, suggestions and an outbox of events; no knowledge folder text is owned here.
-- Every writer of a conversation first locks its row. Event numbers are taken under that lock and
-- so become visible in their order and without gaps: a reader who resumes after n misses nothing.

create table app.conversation (
  id text primary key,
  channel text not null check (channel in ('hotline', 'chat', 'email')),
  lang text check (lang in ('zh-Hans', 'zh-Hant', 'en')),
  -- Who opened it: a role, and the fingerprint of the key used; never the key.
  opened_by text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  stage text not null default 'greeting',
  skipped text[] not null default '{}',
  turn_count integer not null default 0,
  last_event integer not null default 0,
  -- Counts the changes to final turns: a suggestion made for an earlier version is thrown away.
  version integer not null default 0,
  -- The customer's turn that waits for a suggestion; survives the death of the process that took it.
  pending_turn integer,
  pending_since timestamptz,
  pending_tries integer not null default 0
);
create index conversation_pending on app.conversation (pending_since) where pending_turn is not null;

create table app.turn (
  conversation text not null references app.conversation (id) on delete cascade,
  seq integer not null check (seq > 0),
  speaker text not null check (speaker in ('customer', 'agent', 'system')),
  text text not null,
  final boolean not null,
  rev integer not null,
  said_at timestamptz,
  received_at timestamptz not null,
  -- What the turn does in the service flow, read from its words once: 'greeting', 'need', 'solving' …
  acts text[] not null default '{}',
  primary key (conversation, seq)
);

create table app.event (
  conversation text not null references app.conversation (id) on delete cascade,
  id integer not null check (id > 0),
  kind text not null,
  payload jsonb not null,
  at timestamptz not null,
  -- Orders events across conversations by transaction, for readers of more than one of them.
  tx xid8 not null default pg_current_xact_id(),
  primary key (conversation, id)
);
create index event_across on app.event (tx, conversation, id);

create table app.suggestion (
  id text primary key,
  conversation text not null references app.conversation (id) on delete cascade,
  for_turn integer not null,
  version integer not null,
  body jsonb not null,
  created_at timestamptz not null
);
create index suggestion_conversation on app.suggestion (conversation, created_at);

create table app.feedback (
  id text primary key,
  suggestion text not null references app.suggestion (id) on delete cascade,
  given_by text not null,
  verdict text not null,
  reason text,
  final_text text,
  at timestamptz not null
);
create index feedback_suggestion on app.feedback (suggestion, at);

-- An answer that was given for an Idempotency-Key, written in the transaction of what it answers.
create table app.idempotency (
  caller text not null,
  key text not null,
  request_hash text not null,
  status integer not null,
  body text not null,
  at timestamptz not null,
  primary key (caller, key)
);
create index idempotency_at on app.idempotency (at);

grant select, insert, update, delete
  on app.conversation, app.turn, app.event, app.suggestion, app.feedback, app.idempotency
  to sidecue_app;

alter table app.conversation enable row level security;
alter table app.conversation force row level security;
create policy app_only on app.conversation to sidecue_app using (true) with check (true);
alter table app.turn enable row level security;
alter table app.turn force row level security;
create policy app_only on app.turn to sidecue_app using (true) with check (true);
alter table app.event enable row level security;
alter table app.event force row level security;
create policy app_only on app.event to sidecue_app using (true) with check (true);
alter table app.suggestion enable row level security;
alter table app.suggestion force row level security;
create policy app_only on app.suggestion to sidecue_app using (true) with check (true);
alter table app.feedback enable row level security;
alter table app.feedback force row level security;
create policy app_only on app.feedback to sidecue_app using (true) with check (true);
alter table app.idempotency enable row level security;
alter table app.idempotency force row level security;
create policy app_only on app.idempotency to sidecue_app using (true) with check (true);
