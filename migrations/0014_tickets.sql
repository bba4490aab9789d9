-- Tickets as people review them, what leaves for departments, and what is still owed to customers.
-- What names a person lies apart, in app.ticket_personal; everywhere else it stands masked. All of it goes with its
-- conversation. Whoever writes a ticket holds the lock on the conversation's row, as all its writers do.

-- The version of the conversation that the ticket was last drafted from. Conversations from before have none and
-- are not drafted by themselves.
alter table app.conversation add column drafted_version integer;
alter table app.conversation alter column drafted_version set default 0;
create index conversation_undrafted on app.conversation (opened_at) where drafted_version < version;

create table app.ticket (
  id text primary key,
  conversation text not null unique references app.conversation (id) on delete cascade,
  state text not null
    check (state in ('draft', 'edited', 'approved', 'rejected', 'dispatched', 'resolved', 'closed')),
  -- Counts every change that is kept in app.ticket_version.
  version integer not null check (version > 0),
  -- How often it was handed to a department: 1, and one more with each reopening.
  round integer not null default 1 check (round > 0),
  -- Classes, fields and summary, each with where it comes from; personal data masked.
  body jsonb not null,
  -- What lists are filtered by, copied from the body.
  type text,
  department text,
  urgency text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  approved_version integer,
  approved_by text,
  approved_at timestamptz,
  deadline timestamptz,
  chased_before_at timestamptz,
  chased_after_at timestamptz,
  dispatched_at timestamptz,
  -- The receiver's own number for it.
  reference text,
  resolved_at timestamptz,
  closed_at timestamptz
);
create index ticket_created on app.ticket (created_at, id);
create index ticket_deadline on app.ticket (deadline) where state in ('approved', 'dispatched');

-- Values in full, by the place in the body where they stand masked.
create table app.ticket_personal (
  ticket text not null references app.ticket (id) on delete cascade,
  path text not null,
  value text not null,
  primary key (ticket, path)
);

-- Who changed what, and when; values masked as in the body. made_by is null for the program.
create table app.ticket_version (
  ticket text not null references app.ticket (id) on delete cascade,
  version integer not null,
  at timestamptz not null,
  made_by text,
  deed text not null,
  changes jsonb not null,
  reason text,
  note text,
  primary key (ticket, version)
);

-- Return visits: was it solved, is the customer satisfied.
create table app.ticket_visit (
  id text primary key,
  ticket text not null references app.ticket (id) on delete cascade,
  round integer not null,
  at timestamptz not null,
  made_by text not null,
  reached boolean not null,
  solved boolean,
  satisfaction smallint check (satisfaction between 1 and 5),
  note text
);
create index ticket_visit_ticket on app.ticket_visit (ticket, at);

-- What is to be sent, written in the transaction that decided it. The id is the same in every try, so that a
-- receiver can tell a repetition. The body is what was approved, byte for byte; it goes when it has arrived.
-- Only a notice that a conversation was deleted belongs to none.
create table app.dispatch (
  id text primary key,
  conversation text references app.conversation (id) on delete cascade,
  ticket text not null,
  round integer not null,
  event text not null,
  -- Its id in desk.yml.
  endpoint text not null,
  body text,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead', 'dropped')),
  tries integer not null default 0,
  next_at timestamptz not null,
  -- A process is sending it, until then at the latest.
  claimed_until timestamptz,
  created_at timestamptz not null,
  tried_at timestamptz,
  delivered_at timestamptz,
  -- Why the last try failed: 'http-500', 'timeout', 'redirect' …; never a text of the receiver's.
  fault text,
  redriven_by text,
  redriven_at timestamptz,
  unique (ticket, round, event)
);
create index dispatch_next on app.dispatch (next_at) where state = 'waiting';
create index dispatch_created on app.dispatch (created_at, id);
create index dispatch_conversation on app.dispatch (conversation) where conversation is not null;

-- What was promised to a customer or broke off. `source` names what it comes from, so that it is there once.
create table app.follow_up (
  id text primary key,
  conversation text not null references app.conversation (id) on delete cascade,
  kind text not null check (kind in ('promise', 'dropped', 'return-visit', 'other')),
  source text not null,
  note text not null,
  evidence integer[] not null default '{}',
  due_at timestamptz not null,
  -- Somebody said when; otherwise it is the desk's rule.
  is_due_said boolean not null,
  state text not null default 'open' check (state in ('open', 'taken', 'done', 'cancelled')),
  created_at timestamptz not null,
  taken_by text,
  taken_at timestamptz,
  done_by text,
  done_at timestamptz,
  outcome text,
  outcome_note text,
  reminded_at timestamptz,
  overdue_at timestamptz,
  unique (conversation, source)
);
create index follow_up_open on app.follow_up (due_at, id) where state in ('open', 'taken');
create index follow_up_due on app.follow_up (due_at, id);

grant select, insert, update, delete
  on app.ticket, app.ticket_personal, app.ticket_version, app.ticket_visit, app.dispatch, app.follow_up
  to sidecue_app;

alter table app.ticket enable row level security, force row level security;
create policy app_only on app.ticket to sidecue_app using (true) with check (true);
alter table app.ticket_personal enable row level security, force row level security;
create policy app_only on app.ticket_personal to sidecue_app using (true) with check (true);
alter table app.ticket_version enable row level security, force row level security;
create policy app_only on app.ticket_version to sidecue_app using (true) with check (true);
alter table app.ticket_visit enable row level security, force row level security;
create policy app_only on app.ticket_visit to sidecue_app using (true) with check (true);
alter table app.dispatch enable row level security, force row level security;
create policy app_only on app.dispatch to sidecue_app using (true) with check (true);
alter table app.follow_up enable row level security, force row level security;
create policy app_only on app.follow_up to sidecue_app using (true) with check (true);

-- As in 0010: no samples of what people said.
alter table app.ticket alter column body set statistics 0;
alter table app.ticket_personal alter column value set statistics 0;
alter table app.ticket_version alter column changes set statistics 0;
alter table app.ticket_version alter column note set statistics 0;
alter table app.ticket_visit alter column note set statistics 0;
alter table app.dispatch alter column body set statistics 0;
alter table app.follow_up alter column note set statistics 0;
alter table app.follow_up alter column outcome_note set statistics 0;
