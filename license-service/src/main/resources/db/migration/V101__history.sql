-- What may be granted. One more is one more row.
create table license_package (
  package text primary key check (package ~ '^[A-Z][A-Z0-9_]{0,62}$'),
  title   text not null
);
insert into license_package values ('PUBLIC_CLOUD', 'Connections to public clouds');
alter table license add foreign key (package) references license_package;

-- What was asked of licences, by whom; kept for good. An order of billing grants once and revokes once.
create table license_wish (
  id          bigint      generated always as identity primary key,
  tenant_id   text        not null,
  package     text        not null references license_package,
  wish        text        not null check (wish in ('ADD', 'SET', 'REVOKE')),
  -- As it was asked for: null where nobody said from when, and where it was taken back.
  valid_from  timestamptz,
  valid_until timestamptz,
  order_id    text,
  asked_by    text        not null,
  asked_at    timestamptz not null,
  check ((wish = 'REVOKE') = (valid_until is null))
);
create unique index license_wish_order on license_wish (tenant_id, order_id, (wish = 'REVOKE')) where order_id is not null;
create index license_wish_license on license_wish (tenant_id, package, id);

-- Orders from before: there was one package, and what they granted was not kept. Such an order that comes again is
-- refused as one with other content; it grants nothing twice.
alter table license_order no force row level security;
insert into license_wish (tenant_id, package, wish, valid_until, order_id, asked_by, asked_at)
select tenant_id, 'PUBLIC_CLOUD', case wish when 'REVOKE' then 'REVOKE' else 'ADD' end,
  case wish when 'REVOKE' then null else seen_at end, order_id, 'unknown', seen_at
from license_order order by license_order.seen_at;
drop table license_order;

-- Every event that was published; kept for good. Of each version there is one.
create table license_event (
  tenant_id    text        not null,
  package      text        not null,
  version      bigint      not null,
  type         text        not null,
  effective_at timestamptz not null,
  valid        boolean     not null,
  valid_from   timestamptz not null,
  valid_until  timestamptz not null,
  reason       text        not null,
  published_at timestamptz not null,
  primary key (tenant_id, package, version)
);

do $$
declare
  name text;
begin
  foreach name in array array['license_wish', 'license_event'] loop
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

grant select on license_package to ${service}_app, ${service}_system;
-- Nobody changes what was.
grant select, insert on license_wish, license_event to ${service}_app, ${service}_system;
