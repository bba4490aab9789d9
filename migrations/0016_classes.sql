-- What a conversation is about as it grows, what people of the desk corrected of it, and classifiers kept between starts.

-- The class of a conversation as it was last told; written with the event that tells it.
create table app.classification (
  conversation text primary key references app.conversation (id) on delete cascade,
  -- The version of the conversation it was made of.
  version integer not null,
  body jsonb not null,
  at timestamptz not null
);

-- A field that somebody of the desk decided. The latest that was not undone counts.
create table app.class_correction (
  id text primary key,
  conversation text not null references app.conversation (id) on delete cascade,
  field text not null
    check (field in ('type', 'module', 'department', 'urgency', 'priority', 'sentiment')),
  value text not null,
  -- What the program had said; null where it had not said anything.
  said text,
  -- What the customer had said by then, without personal data: what is learned from.
  example text not null,
  given_by text not null,
  at timestamptz not null,
  undone_by text,
  undone_at timestamptz
);
create index class_correction_conversation on app.class_correction (conversation, at);
create index class_correction_standing on app.class_correction (field, at) where undone_at is null;

-- Made of the taxonomy and of corrections, and of nothing else: with other inputs it is not used but replaced.
create table app.classifier (
  name text primary key,
  inputs text not null,
  model bytea not null,
  trained_at timestamptz not null
);

grant select, insert, update, delete
  on app.classification, app.class_correction, app.classifier
  to sidecue_app;

alter table app.classification enable row level security;
alter table app.classification force row level security;
create policy app_only on app.classification to sidecue_app using (true) with check (true);
alter table app.class_correction enable row level security;
alter table app.class_correction force row level security;
create policy app_only on app.class_correction to sidecue_app using (true) with check (true);
alter table app.classifier enable row level security;
alter table app.classifier force row level security;
create policy app_only on app.classifier to sidecue_app using (true) with check (true);

alter table app.classification alter column body set statistics 0;
alter table app.class_correction alter column example set statistics 0;
alter table app.classifier alter column model set statistics 0;
alter table app.classifier alter column model set storage external;
