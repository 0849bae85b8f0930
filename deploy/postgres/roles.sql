-- The roles of one service that has a database. ${service} is replaced by its name; passwords are
-- set by whoever runs this. May run again.

do $$
declare
  role text;
begin
  foreach role in array array[
    '${service}_owner',   -- owns the database and all in it: Flyway
    '${service}_app',     -- what a transaction of one tenant may do
    '${service}_system',  -- what a transaction across tenants may do
    '${service}_login',   -- the service's connections: nothing, until they take one of the two
    '${service}_relay'    -- the outbox's relay
  ] loop
    if not exists (select from pg_roles where rolname = role) then
      execute format('create role %I', role);
    end if;
  end loop;
end $$;

alter role ${service}_owner login;
alter role ${service}_app nologin;
alter role ${service}_system nologin;
alter role ${service}_login login noinherit;
alter role ${service}_relay login replication;

grant ${service}_app, ${service}_system to ${service}_login with inherit false, set true;
