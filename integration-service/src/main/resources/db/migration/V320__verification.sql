-- The newest verification of each connection, check by check. Apart from the connection: it is written at
-- every look, and must not outdate what a user edits.
create table verification (
  connection_id    uuid        primary key references connection (id) on delete cascade,
  tenant_id        text        not null,
  health           text        not null,
  checks           text        not null, -- JSON
  verified_at      timestamptz not null,
  good_at          timestamptz,          -- null: not all of it held yet
  last_delivery_at timestamptz
) with (fillfactor = 70);                -- the next look overwrites it in place

alter table verification enable row level security;
alter table verification force row level security;
create policy verification_of_tenant on verification to ${service}_app
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
create policy verification_of_system on verification to ${service}_system
  using (true) with check (true);

grant select on verification to ${service}_app;
grant select, insert, update on verification to ${service}_system;
