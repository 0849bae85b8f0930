-- What a service's first migration looks like.
create table note (
  id        bigint generated always as identity primary key,
  tenant_id text not null,
  body      text not null
);
alter table note enable row level security;
alter table note force row level security;
create policy note_of_tenant on note to ${service}_app
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
create policy note_of_system on note to ${service}_system using (true) with check (true);
grant select, insert, update, delete on note to ${service}_app, ${service}_system;
