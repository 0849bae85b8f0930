-- What came through each connection, minute by minute, for the charts of a day. A row only where
-- something came.

create table traffic (
  connection_id uuid        not null references connection (id) on delete cascade,
  tenant_id     text        not null,
  minute        timestamptz not null,
  records       bigint      not null,
  bytes         bigint      not null,
  filtered      bigint      not null,
  duplicates    bigint      not null,
  dead          bigint      not null,
  paused        bigint      not null,
  delay_seconds bigint,     -- null: nothing came out in this minute
  primary key (connection_id, minute)
);
create index traffic_minute on traffic (minute);

alter table traffic enable row level security;
alter table traffic force row level security;
create policy traffic_of_tenant on traffic to ${service}_app
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
create policy traffic_of_system on traffic to ${service}_system using (true) with check (true);

grant select on traffic to ${service}_app;
grant select, insert, update, delete on traffic to ${service}_system;
