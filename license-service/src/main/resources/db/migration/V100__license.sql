-- Licences: facts only, see io.trailbridge.license.entitlement.domain.License.

create table license (
  tenant_id      text        not null,
  package        text        not null,
  -- Of the licence, as it is published; only grows.
  version        bigint      not null check (version > 0),
  -- The period that the others know to be running.
  running_from   timestamptz,
  running_until  timestamptz,
  -- The last one that ran out or was revoked.
  ended_from     timestamptz,
  ended_until    timestamptz,
  revoked        boolean     not null,
  activated      boolean     not null,
  announced_up_to timestamptz not null,
  -- The alarm: when time alone will change something next.
  due_at         timestamptz,
  -- Of the row: two writers at once are a mistake in the program.
  revision       bigint      not null,
  primary key (tenant_id, package),
  check ((running_from is null) = (running_until is null)),
  check ((ended_from is null) = (ended_until is null))
);
create index license_due on license (due_at) where due_at is not null;
create index license_ending on license (running_until, tenant_id, package) where running_until is not null;

-- What was granted and is not over.
create table license_period (
  tenant_id   text        not null,
  package     text        not null,
  valid_from  timestamptz not null,
  valid_until timestamptz not null,
  primary key (tenant_id, package, valid_from),
  foreign key (tenant_id, package) references license,
  check (valid_from < valid_until)
);

-- Billing's orders: each is carried out once. Kept for good; there are few, and they come late at times.
create table license_order (
  tenant_id text        not null,
  order_id  text        not null,
  wish      text        not null,
  seen_at   timestamptz not null,
  primary key (tenant_id, order_id, wish)
);

do $$
declare
  name text;
begin
  foreach name in array array['license', 'license_period', 'license_order'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy %I on %I to ${service}_app
         using (tenant_id = nullif(current_setting(''app.tenant'', true), ''''))
         with check (tenant_id = nullif(current_setting(''app.tenant'', true), ''''))',
      name || '_of_tenant', name);
    execute format('create policy %I on %I to ${service}_system using (true) with check (true)', name || '_of_system', name);
  end loop;
end $$;

grant select, insert, update on license to ${service}_app, ${service}_system;
grant select, insert, delete on license_period to ${service}_app, ${service}_system;
grant select, insert on license_order to ${service}_app, ${service}_system;
