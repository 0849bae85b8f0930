-- What runs of the worker took, for the operators' view; a row a run, kept for a day.
create table run (
  number         bigint      generated always as identity primary key,
  connection_id  uuid        not null references connection (id) on delete cascade,
  tenant_id      text        not null,
  at             timestamptz not null,
  calls          integer     not null,
  millis         bigint      not null,
  call_service   text,        -- the slowest call; null: not told
  call_operation text,
  call_millis    bigint,
  set_up_millis  bigint       -- since the script's report, where a set-up waited for it
);
create index run_connection on run (connection_id);
create index run_at on run (at);
create index run_call_millis on run (call_millis desc) where call_millis is not null;
create index run_set_up_millis on run (set_up_millis desc) where set_up_millis is not null;

alter table run enable row level security;
alter table run force row level security;
create policy run_of_tenant on run to ${service}_app
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
create policy run_of_system on run to ${service}_system using (true) with check (true);
grant select, insert, delete on run to ${service}_system;

-- The view counts all connections every five seconds, and looks for the few that need somebody: along indexes,
-- whose entries are a hundredth of the rows.
create index connection_status on connection (status);
create index connection_trouble on connection (updated_at)
  where status = 'DISCONNECTED' or (status = 'PENDING' and access_role_arn is not null)
    or status in ('PROVISIONING', 'DELETING');
create index license_valid_until on license (valid_until) where valid;
