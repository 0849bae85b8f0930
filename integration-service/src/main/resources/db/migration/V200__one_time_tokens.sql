-- One-time tokens of the set-up and the removal: hashes alone, one for each connection and purpose,
-- so that a new one takes the former's place.
create table one_time_token (
  connection_id uuid        not null references connection (id) on delete cascade,
  purpose       text        not null check (purpose in ('SETUP', 'REMOVAL')),
  tenant_id     text        not null,
  account_id    text        not null,
  hash          text        not null unique check (hash ~ '^[0-9a-f]{64}$'),
  issued_at     timestamptz not null,
  expires_at    timestamptz not null,
  used_at       timestamptz,
  used_with     text        check (used_with ~ '^[0-9a-f]{64}$'),
  primary key (connection_id, purpose),
  check ((used_at is null) = (used_with is null))
);

alter table one_time_token enable row level security;
alter table one_time_token force row level security;
create policy one_time_token_of_tenant on one_time_token to ${service}_app
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
create policy one_time_token_of_system on one_time_token to ${service}_system
  using (true) with check (true);

grant select, insert, update on one_time_token to ${service}_app;
-- The bearer of a token has no tenant before the token is found.
grant select, update, delete on one_time_token to ${service}_system;
