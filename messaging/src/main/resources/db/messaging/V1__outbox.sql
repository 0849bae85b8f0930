-- Versions 1 to 99 belong to this module; a service's own migrations start at 100.
-- Placeholders: ${service} names the roles, ${topics} lists the topics that the service may write to,
-- with commas: a row for a topic that does not exist would block every later row in the relay.

-- Roles, and who may use the schema, come from deploy/postgres.

create table outbox (
  id            uuid        not null,
  aggregatetype text        not null,
  aggregateid   text        not null,
  type          text        not null,
  source        text        not null,
  subject       text,
  at            timestamptz not null,
  -- text, not jsonb: what was written is what is sent, byte for byte. Null is a tombstone.
  payload       text        check (payload <> ''),
  -- Constants of CloudEvents as columns: Kafka Connect's InsertHeader would turn '1.0' into 1.
  specversion   text        not null default '1.0',
  content_type  text        not null default 'application/json',
  -- Null where the row was written by a system transaction.
  tenant_id     text        default nullif(current_setting('app.tenant', true), ''),
  -- The database's clock, which runs forward, decides the partition; "at" is the event's time and may be any.
  stored_at     timestamptz not null default clock_timestamp(),
  primary key (id, stored_at),
  constraint outbox_topic check (aggregatetype = any (string_to_array('${topics}', ',')))
) partition by range (stored_at);

-- Takes what no day's partition takes, so that an insert never fails for want of one.
create table outbox_default partition of outbox default;

alter table outbox enable row level security;
alter table outbox force row level security;
create policy outbox_of_tenant on outbox for insert to ${service}_app
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
create policy outbox_of_system on outbox to ${service}_system using (true) with check (true);

-- On the parent only: partitions do not inherit row-level security, so nobody gets a grant on one.
grant insert on outbox to ${service}_app;
grant insert, select on outbox to ${service}_system;

-- Makes the partition of one day (UTC). False where it is there, or where rows of that day already wait in the default one.
create function outbox_partition(day date) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  name text := 'outbox_' || to_char(day, 'YYYYMMDD');
  first timestamptz := day::timestamp at time zone 'UTC';
  last timestamptz := (day + 1)::timestamp at time zone 'UTC';
begin
  -- Two instances may come at once.
  perform pg_advisory_xact_lock(hashtext('outbox_partition'));
  if to_regclass('public.' || name) is not null
      or exists (select from outbox_default where stored_at >= first and stored_at < last) then
    return false;
  end if;
  execute format('create table public.%I partition of public.outbox for values from (%L) to (%L)', name, first, last);
  return true;
end $$;

-- Drops the partitions of all days before one (UTC), and such rows of the default partition. Tells how many partitions.
create function outbox_drop_before(day date) returns integer
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  name text;
  dropped integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('outbox_partition'));
  for name in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.outbox'::regclass
      and c.relname ~ '^outbox_[0-9]{8}$' and c.relname < 'outbox_' || to_char(day, 'YYYYMMDD')
  loop
    execute format('drop table public.%I', name);
    dropped := dropped + 1;
  end loop;
  delete from outbox_default where stored_at < day::timestamp at time zone 'UTC';
  return dropped;
end $$;

revoke all on function outbox_partition(date), outbox_drop_before(date) from public;
grant execute on function outbox_partition(date), outbox_drop_before(date) to ${service}_system;

select outbox_partition((now() at time zone 'UTC')::date + ahead) from generate_series(0, 7) as ahead;

create publication outbox for table outbox with (publish = 'insert', publish_via_partition_root = true);
