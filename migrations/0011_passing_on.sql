-- A conversation's line may drop and come back, and it may be passed on; and where the flow of a long one stands is
-- kept, so that a turn costs the same however many came before it.

alter table app.conversation
  -- Since when the line is lost; null: it is not. Written together with the event `conversation-dropped`.
  add column dropped_at timestamptz,
  -- Whom it was passed on to last; null: nobody.
  add column agent text,
  add column department text,
  -- How far the service flow was followed, and what it was then: later turns are followed from there.
  add column flow_seq integer not null default 0,
  add column flow jsonb;

create index conversation_dropped on app.conversation (dropped_at) where dropped_at is not null;

-- What is looked for by its kind, and is rare beside turns and suggestions.
create index event_rare on app.event (conversation, kind, id)
  where kind in (
    'warning-raised', 'suggestion-withdrawn', 'timer-due', 'class-changed', 'ticket-drafted',
    'conversation-closed', 'conversation-dropped', 'conversation-reopened', 'conversation-transferred'
  );
