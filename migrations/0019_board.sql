-- Leads see open conversations in the order in which their customers wait: kept with each turn, not worked out for each look.

alter table app.conversation
  -- The customer's first word that has had no reply; null: nobody waits for the agent.
  add column waiting_since timestamptz;

-- The owner writes here, whom the forced policies would show no row.
alter table app.conversation no force row level security;
alter table app.turn no force row level security;
update app.conversation
set waiting_since = (
  select min(received_at)
  from app.turn
  where turn.conversation = conversation.id and final and speaker = 'customer' and seq > (
    select coalesce(max(seq), 0)
    from app.turn
    where turn.conversation = conversation.id and final and speaker = 'agent'
  )
)
where closed_at is null;
alter table app.conversation force row level security;
alter table app.turn force row level security;

create index conversation_open on app.conversation (
  (coalesce(waiting_since, timestamptz 'infinity')), id
) where closed_at is null;

-- What a lead has written to the agent of a conversation is an event of it.
create index event_note on app.event (conversation, id) where kind = 'note-added';
