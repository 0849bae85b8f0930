-- When the intake was heard of last, and the times in which it was not heard of for long: their log files
-- are fetched. An outage stays until every connection was asked whether it missed something.
create table intake_heartbeat (
  one boolean     primary key default true check (one),
  at  timestamptz not null
);
create table intake_outage (
  number  bigint      generated always as identity primary key,
  from_at timestamptz not null,
  to_at   timestamptz not null check (to_at > from_at)
);
-- The newest outage that a connection was asked about.
alter table connection add column outage bigint not null default 0;

grant select, insert, update on intake_heartbeat to ${service}_system;
grant select, insert, delete, update on intake_outage to ${service}_system;
