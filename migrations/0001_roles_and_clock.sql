-- Who may act, where the program keeps its own tables, and the one clock that decides what may be told.

create extension if not exists vector with schema public;

-- Roles belong to the whole server and may be there already; another database may be making them now.
do $$
declare
  role_name text;
begin
  foreach role_name in array array[
    'sidecue_customer', 'sidecue_agent', 'sidecue_lead', 'sidecue_index', 'sidecue_app'
  ] loop
    begin
      if not exists (select from pg_roles where rolname = role_name) then
        execute format('create role %I nologin nosuperuser nobypassrls noinherit', role_name);
      end if;
    exception when duplicate_object or unique_violation then
      null;
    end;
    -- The login must be able to act as the role, and must not have its rights without doing so.
    if not (select rolsuper from pg_roles where rolname = current_user)
      and not pg_has_role(current_user, role_name, 'set') then
      execute format('grant %I to current_user with set true, inherit false', role_name);
    end if;
  end loop;
end
$$;

-- Only what a migration grants by name can be reached.
revoke all on schema public from public;
grant usage on schema public
  to sidecue_customer, sidecue_agent, sidecue_lead, sidecue_index, sidecue_app;

grant usage on schema app
  to sidecue_customer, sidecue_agent, sidecue_lead, sidecue_index, sidecue_app;

-- What may be told is decided per statement: now() would stand still inside a transaction that was
-- opened before a release. Nothing but a migration can change this function.
create function public.desk_now() returns timestamptz
  language sql stable parallel safe
  return statement_timestamp();
