-- What is due next in a conversation; fired once, by whichever process holds the conversation's row when it is due.
-- One row a conversation, written by the transaction that takes its turns in.

create table app.timer (
  conversation text primary key references app.conversation (id) on delete cascade,
  kind text not null
    check (kind in ('reply-warning', 'reply-overdue', 'idle-reminder', 'idle-close', 'call-back')),
  -- The instant it counts from: the first word without an answer, or the last one before the silence.
  since timestamptz not null,
  -- The turn that stands for; none for a line that broke off.
  turn integer,
  -- Null: it has fired, and what it counts from still holds.
  due timestamptz
);
create index timer_due on app.timer (due) where due is not null;

grant select, insert, update, delete on app.timer to sidecue_app;
alter table app.timer enable row level security, force row level security;
create policy app_only on app.timer to sidecue_app using (true) with check (true);
