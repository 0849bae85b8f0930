-- Run inside the database of a service after database.sql and before its first migration, in a
-- transaction of its own; ${service} is replaced by its name. May run again. The relay publishes
-- what is written from here on, also what comes before its own first start.

select pg_create_logical_replication_slot('${service}_outbox', 'pgoutput')
where not exists (select from pg_replication_slots where slot_name = '${service}_outbox');
