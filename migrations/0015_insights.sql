-- Mass incidents, who took an early warning up, and what the desk's figures are counted from.

create table app.incident (
  id text primary key,
  -- The first report, when it was noticed, the last report.
  started_at timestamptz not null,
  noticed_at timestamptz not null,
  last_report_at timestamptz not null,
  ended_at timestamptz,
  -- What the reports have in common: 'fault:…' and 'thing:…' by name, 'word:…' only where several customers said it.
  traits text[] not null,
  -- Different customers so far, and how many there were when leads were last told.
  customers integer not null,
  told_customers integer not null,
  -- Customers with this trouble that would be usual in the desk's window.
  usual real not null,
  taken_by text,
  taken_at timestamptz,
  -- How somebody of the desk judged it.
  verdict text check (verdict in ('solved', 'false-alarm')),
  judged_by text,
  judged_at timestamptz
);
create index incident_open on app.incident (last_report_at) where ended_at is null;
create index incident_noticed on app.incident (noticed_at);

-- A customer's turn that reports trouble.
create table app.trouble (
  conversation text not null references app.conversation (id) on delete cascade,
  seq integer not null check (seq > 0),
  at timestamptz not null,
  traits text[] not null,
  -- Digests of the numbers and addresses by which the customer named themselves: one customer counts once.
  persons text[] not null default '{}',
  incident text references app.incident (id) on delete set null,
  -- Not yet compared with the others.
  is_new boolean not null default true,
  primary key (conversation, seq)
);
create index trouble_at on app.trouble (at);
create index trouble_new on app.trouble (conversation, seq) where is_new;
create index trouble_incident on app.trouble (incident, at) where incident is not null;
alter table app.trouble alter column traits set statistics 0;
alter table app.trouble alter column persons set statistics 0;

-- What is usual: customers by trait in each whole hour, '*' for all conversations. Words only where three customers used them.
create table app.trouble_hour (
  trait text not null,
  hour timestamptz not null,
  customers integer not null,
  primary key (trait, hour)
);

-- Who took up an early warning, which is an event of its conversation.
create table app.warning_take (
  conversation text not null references app.conversation (id) on delete cascade,
  event integer not null,
  taken_by text not null,
  taken_at timestamptz not null,
  primary key (conversation, event)
);
create index event_warning on app.event (at) where kind = 'warning-raised';

-- What a conversation's turns come to, as of its version: turns themselves are not read again for each report.
create table app.conversation_facts (
  conversation text primary key references app.conversation (id) on delete cascade,
  version integer not null,
  -- The limit that replies were held against; null: the channel has none.
  reply_seconds integer,
  lang text check (lang in ('zh-Hans', 'zh-Hant', 'en')),
  first_at timestamptz,
  last_at timestamptz,
  customer_turns integer not null,
  agent_turns integer not null,
  -- Replies to what a customer said: all, those within the limit, and the seconds waited for them together.
  replies integer not null,
  replies_in_time integer not null,
  waited_seconds double precision not null,
  -- Since when the customer's last words have had no reply.
  waiting_since timestamptz
);

alter table app.suggestion
  add column outcome text generated always as (body ->> 'outcome') stored;
create index suggestion_made on app.suggestion (created_at) include (id, conversation, for_turn, outcome);

-- How far what an agent sent is from what was suggested: 0 the same, 1 nothing of it.
create table app.feedback_distance (
  feedback text primary key references app.feedback (id) on delete cascade,
  distance real not null
);

grant select, insert, update, delete
  on app.incident, app.trouble, app.trouble_hour, app.warning_take, app.conversation_facts,
    app.feedback_distance
  to sidecue_app;

alter table app.incident enable row level security;
alter table app.incident force row level security;
create policy app_only on app.incident to sidecue_app using (true) with check (true);
alter table app.trouble enable row level security;
alter table app.trouble force row level security;
create policy app_only on app.trouble to sidecue_app using (true) with check (true);
alter table app.trouble_hour enable row level security;
alter table app.trouble_hour force row level security;
create policy app_only on app.trouble_hour to sidecue_app using (true) with check (true);
alter table app.warning_take enable row level security;
alter table app.warning_take force row level security;
create policy app_only on app.warning_take to sidecue_app using (true) with check (true);
alter table app.conversation_facts enable row level security;
alter table app.conversation_facts force row level security;
create policy app_only on app.conversation_facts to sidecue_app using (true) with check (true);
alter table app.feedback_distance enable row level security;
alter table app.feedback_distance force row level security;
create policy app_only on app.feedback_distance to sidecue_app using (true) with check (true);
