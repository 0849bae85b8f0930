-- Connections, their history, their fetches, and the tenants' licences.
-- Every table with tenant_id has row-level security, forced on the owner too: the app role sees the
-- tenant of app.tenant alone, the system role sees all.

create table connection (
  id                 uuid        primary key,
  tenant_id          text        not null,
  version            bigint      not null,
  account_id         text        not null,
  -- what the user asks for
  name               text        not null,
  region             text        not null,
  partition          text        not null,
  organization       boolean     not null,
  accounts           text,                 -- JSON; null: all
  resources          text        not null, -- JSON
  trail              text        not null, -- NEW or the trail's ARN
  delivery           text        not null,
  backfill_on_resume boolean     not null,
  -- how the worker comes in
  external_id        text        not null,
  access_role_arn    text,
  forwarder_role_arn text,
  secret_version     integer     not null,
  secret_reported    integer     not null,
  -- facts that the status is made from; status itself is kept for the list alone
  lifecycle          text        not null,
  status             text        not null,
  held               boolean     not null,
  held_by_license    boolean     not null,
  holds              text        not null, -- JSON
  condition          text        not null, -- JSON
  observed           text        not null, -- JSON
  known_accounts     text        not null, -- JSON
  gaps               text        not null, -- JSON
  removal            text,                 -- JSON
  generation         bigint      not null,
  license_version    bigint      not null,
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  deleted_at         timestamptz,
  -- a schedule, not a fact: it may move without a new version
  next_verify_at     timestamptz
);

create unique index connection_place on connection (tenant_id, partition, account_id, region, trail)
  where lifecycle <> 'DELETED';
create index connection_list on connection (tenant_id, created_at desc, id desc);
create index connection_license on connection (tenant_id, held_by_license, id)
  where lifecycle not in ('DELETING', 'DELETED');
create index connection_verify on connection (next_verify_at)
  where lifecycle = 'PROVISIONED' and not held;
create index connection_deleted on connection (deleted_at) where lifecycle = 'DELETED';

-- Apart from the connection: it moves with every batch, and must not outdate what a user edits.
create table connection_last_event (
  connection_id uuid        primary key references connection (id) on delete cascade,
  tenant_id     text        not null,
  last_event_at timestamptz not null
);

create table backfill (
  gap_id        uuid   primary key,
  connection_id uuid   not null references connection (id) on delete cascade,
  tenant_id     text   not null,
  plan          text   not null, -- JSON
  sent          bigint not null,
  done          bigint not null,
  objects       bigint not null,
  failed        bigint not null
);
create index backfill_connection on backfill (connection_id);

create table backfill_slice (
  gap_id    uuid        not null references backfill (gap_id) on delete cascade,
  tenant_id text        not null,
  account   text        not null,
  region    text        not null,
  from_at   timestamptz not null,
  primary key (gap_id, account, region, from_at)
);

-- Append-only: nobody may alter or take back a line while its connection is there.
create table activity (
  number        bigint generated always as identity primary key,
  connection_id uuid        not null references connection (id) on delete cascade,
  tenant_id     text        not null,
  at            timestamptz not null,
  actor         text        not null,
  request_id    text,
  action        text        not null,
  from_status   text,
  to_status     text        not null,
  reason        text
);
create index activity_connection on activity (connection_id, number desc);

create table request_key (
  tenant_id     text        not null,
  key           text        not null,
  body_hash     text        not null,
  connection_id uuid        not null,
  claimed_at    timestamptz not null,
  primary key (tenant_id, key)
);
create index request_key_claimed_at on request_key (claimed_at);

create table license (
  tenant_id    text        primary key,
  version      bigint      not null,
  effective_at timestamptz not null,
  valid        boolean     not null,
  valid_from   timestamptz not null,
  valid_until  timestamptz not null,
  reason       text        not null
);

create table license_sweep (
  tenant_id    text        primary key,
  version      bigint      not null,
  valid        boolean     not null,
  effective_at timestamptz not null,
  due_at       timestamptz not null
);
create index license_sweep_due_at on license_sweep (due_at);

do $$
declare
  name text;
begin
  foreach name in array array[
    'connection', 'connection_last_event', 'backfill', 'backfill_slice', 'activity', 'request_key',
    'license', 'license_sweep'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy %1$I on %2$I to ${service}_app'
      ' using (tenant_id = nullif(current_setting(''app.tenant'', true), ''''))'
      ' with check (tenant_id = nullif(current_setting(''app.tenant'', true), ''''))',
      name || '_of_tenant', name);
    execute format(
      'create policy %1$I on %2$I to ${service}_system using (true) with check (true)',
      name || '_of_system', name);
  end loop;
end $$;

grant select, insert, update on connection to ${service}_app;
grant select, insert, update, delete on connection to ${service}_system;
grant select on connection_last_event to ${service}_app;
grant select, insert, update on connection_last_event to ${service}_system;
grant select, insert, update on backfill to ${service}_app, ${service}_system;
grant select, insert on backfill_slice to ${service}_system;
grant select, insert on activity to ${service}_app, ${service}_system;
grant select, insert, update on request_key to ${service}_app;
grant select, delete on request_key to ${service}_system;
-- UPDATE of one column is what SELECT ... FOR SHARE asks for; the app role writes no licence.
grant select on license to ${service}_app;
grant update (reason) on license to ${service}_app;
grant select, insert, update on license to ${service}_system;
grant select, insert, update, delete on license_sweep to ${service}_system;
