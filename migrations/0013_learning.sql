-- What agents did with suggestions is learned from: questions that an article should list, or not be used for, are
-- proposed to its editors, and what was accepted and rejected moves articles a little in the ranking.

alter table app.feedback add column learned boolean not null default false;
create index feedback_unlearned on app.feedback (at) where not learned;

-- A question that is asked in several conversations, for one article. Its words stand in the evidence alone and go
-- with the conversations; what is kept here are hashes of its pieces, so that it is known again when it comes again.
create table app.ask_candidate (
  id text primary key,
  -- 'ask': the article answers it and does not say so. 'must-not': the article was told for it and is not meant.
  kind text not null check (kind in ('ask', 'must-not')),
  article text not null,
  sketch integer[] not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'rejected')),
  -- SHA-256 of the line that an editor had written into the article.
  written text,
  found_at timestamptz not null
);
create index ask_candidate_article on app.ask_candidate (article, kind);

create table app.ask_evidence (
  suggestion text primary key references app.suggestion (id) on delete cascade,
  conversation text not null references app.conversation (id) on delete cascade,
  candidate text not null references app.ask_candidate (id) on delete cascade,
  given_by text not null,
  -- The question without personal data.
  question text not null,
  lang text not null check (lang in ('zh-Hans', 'zh-Hant', 'en')),
  -- The article's place when the question is looked up alone; null: it is not found.
  place integer,
  confidence real not null,
  at timestamptz not null
);
create index ask_evidence_candidate on app.ask_evidence (candidate);
create index ask_evidence_conversation on app.ask_evidence (conversation);

-- Who accepted, rejected and undid what; without a word of it.
create table app.ask_decision (
  id bigint generated always as identity primary key,
  candidate text not null references app.ask_candidate (id) on delete cascade,
  action text not null check (action in ('accept', 'reject', 'undo')),
  decided_by text not null,
  at timestamptz not null
);
create index ask_decision_candidate on app.ask_decision (candidate, id);

-- What one suggestion says for or against telling an article, -1 to 1.
create table app.rank_vote (
  suggestion text not null references app.suggestion (id) on delete cascade,
  conversation text not null references app.conversation (id) on delete cascade,
  article text not null,
  given_by text not null,
  vote real not null check (vote between -1 and 1),
  at timestamptz not null,
  primary key (suggestion, article)
);
create index rank_vote_at on app.rank_vote (at);
create index rank_vote_conversation on app.rank_vote (conversation);

-- Each time the ranking was computed anew: from what, and what came of it. Counts and articles, nothing of anybody.
create table app.rank_run (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  computed_by text not null,
  votes integer not null,
  conversations integer not null,
  agents integer not null,
  oldest timestamptz,
  newest timestamptz,
  min_agents integer not null,
  min_conversations integer not null
);

create table app.rank_shift (
  run bigint not null references app.rank_run (id) on delete cascade,
  article text not null,
  -- Part of its score that it gains or loses.
  shift real not null,
  accepted integer not null,
  rejected integer not null,
  agents integer not null,
  primary key (run, article)
);

-- Votes on this article up to this instant do not count; '*' is all articles.
create table app.rank_ignored (
  article text primary key,
  until timestamptz not null,
  ignored_by text not null,
  at timestamptz not null
);

grant select, insert, update, delete
  on app.ask_candidate, app.ask_evidence, app.ask_decision, app.rank_vote, app.rank_run, app.rank_shift,
    app.rank_ignored
  to sidecue_app;

do $$
declare
  name text;
begin
  foreach name in array array[
    'ask_candidate', 'ask_evidence', 'ask_decision', 'rank_vote', 'rank_run', 'rank_shift', 'rank_ignored'
  ] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format('create policy app_only on app.%I to sidecue_app using (true) with check (true)', name);
  end loop;
end
$$;

-- What people say is in no statistics.
alter table app.ask_evidence alter column question set statistics 0;
alter table app.ask_candidate alter column sketch set statistics 0;
