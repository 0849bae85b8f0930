-- What the list searches in: lower case, a line each for name, account and ARNs; kept by the service.
alter table connection add column search_text text;
-- Both tables are forced on their owner too, who has no policy: lift that for the rows that are there.
alter table connection no force row level security;
update connection c set search_text = lower(concat_ws(E'\n', name, account_id, nullif(trail, 'NEW'),
  access_role_arn, forwarder_role_arn,
  (select string_agg(arn[1], E'\n') from regexp_matches(c.observed, '"(arn:[^"]+)"', 'g') as arn)));
alter table connection force row level security;
alter table connection alter column search_text set not null;

-- A page of one status is read in its order, however rare the status is.
create index connection_list_status on connection (tenant_id, status, created_at desc, id desc);

-- Who acts, as a kind: a person, the licence, the look after a connection's health, or Trailbridge itself.
alter table activity add column actor_kind text not null default 'USER'
  check (actor_kind in ('USER', 'LICENSE', 'HEALTH', 'SYSTEM'));
alter table activity no force row level security;
update activity set actor_kind = case
  when actor = 'license-service' then 'LICENSE'
  when action in ('verified', 'verification-due') then 'HEALTH'
  when actor in ('provisioning-worker', 'timer') then 'SYSTEM'
  else 'USER' end;
alter table activity force row level security;
alter table activity alter column actor_kind drop default;

-- Signs the cursors of lists, so that nobody can make one up; instances share it.
create table cursor_key (
  one boolean primary key default true check (one),
  key bytea   not null check (length(key) = 32)
);
insert into cursor_key (key) values (
  sha256(convert_to(concat(gen_random_uuid(), gen_random_uuid(), gen_random_uuid()), 'UTF8')));
grant select on cursor_key to ${service}_system;
