-- What was seen already, by consumer: Kafka and the relay deliver at least once.
create table inbox (
  consumer text        not null,
  source   text        not null,
  id       text        not null,
  seen_at  timestamptz not null,
  primary key (consumer, source, id)
);
create index inbox_seen_at on inbox (seen_at);

grant insert on inbox to ${service}_app;
grant insert, select, delete on inbox to ${service}_system;
