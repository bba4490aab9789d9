-- What was shown to whom and on what grounds, without any text: entries can be added and never changed, and each
-- one carries the hash of the one before.

create table app.audit (
  seq bigint primary key,
  at timestamptz not null,
  -- JSON as it was written: the hash is over these very bytes.
  entry text not null check (octet_length(entry) <= 262144),
  previous bytea not null,
  hash bytea not null
);

-- Whoever adds an entry gives the entry alone; number, time and hashes are made here.
create function app.chain_audit() returns trigger
  language plpgsql set search_path = pg_catalog
as $$
declare
  last_seq bigint;
  last_hash bytea;
begin
  -- Until the end of the transaction: two entries never follow the same one. Any number.
  perform pg_advisory_xact_lock(7433285);
  select seq, hash into last_seq, last_hash from app.audit order by seq desc limit 1;
  new.seq := coalesce(last_seq, 0) + 1;
  new.at := public.desk_now();
  new.previous := coalesce(last_hash, sha256(''));
  new.hash := sha256(new.previous || convert_to(
    new.seq || E'\n' || (extract(epoch from new.at) * 1000000)::bigint || E'\n' || new.entry, 'UTF8'));
  return new;
end
$$;

create function app.refuse_audit_change() returns trigger
  language plpgsql set search_path = pg_catalog
as $$
begin
  raise exception 'the audit cannot be changed' using errcode = 'insufficient_privilege';
end
$$;

revoke all on function app.chain_audit(), app.refuse_audit_change() from public;

create trigger chain before insert on app.audit
  for each row execute function app.chain_audit();
create trigger refuse_change before update or delete on app.audit
  for each row execute function app.refuse_audit_change();
create trigger refuse_truncate before truncate on app.audit
  for each statement execute function app.refuse_audit_change();

grant insert (entry), select (seq, hash) on app.audit to sidecue_app;
grant select on app.audit to sidecue_lead;

alter table app.audit enable row level security, force row level security;
create policy app_adds on app.audit for insert to sidecue_app with check (true);
create policy app_reads_head on app.audit for select to sidecue_app using (true);
create policy lead_reads on app.audit for select to sidecue_lead using (true);
