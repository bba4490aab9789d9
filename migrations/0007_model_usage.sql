-- What a team has spent on the language model, by the day of its desk: the budget is counted here, across processes.

create table app.model_usage (
  team text not null,
  day date not null,
  calls integer not null default 0,
  -- What was used, and what runs that have not ended yet have been granted.
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  reserved_tokens bigint not null default 0,
  -- Millionths of the currency that the prices are in.
  cost_micros bigint not null default 0,
  reserved_micros bigint not null default 0,
  primary key (team, day)
);

grant select, insert, update on app.model_usage to sidecue_app;

alter table app.model_usage enable row level security;
alter table app.model_usage force row level security;
create policy app_only on app.model_usage to sidecue_app using (true) with check (true);
