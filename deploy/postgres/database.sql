-- Run as superuser inside the database of a service, before its first migration; ${service} is
-- replaced by its name. May run again. What the roles may do inside the schema is the migrations'.

revoke all on database ${service} from public;
grant connect on database ${service} to ${service}_login, ${service}_relay;

-- Without it everybody would see public's tables, and a transaction that took no role would run.
revoke all on schema public from public;
grant usage on schema public to ${service}_relay;
grant usage on schema public to ${service}_app, ${service}_system;
