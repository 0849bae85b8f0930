package io.trailbridge.integration.connection.db;

import io.trailbridge.integration.connection.OutageStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Heartbeats and outages in PostgreSQL; the system's alone. */
@ApplicationScoped
class PostgresOutageStore implements OutageStore {
  private final EntityManager entities;

  PostgresOutageStore(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Optional<Instant> hear(Instant at) {
    List<?> known =
        entities
            .createNativeQuery("select at from intake_heartbeat for update", Instant.class)
            .getResultList();
    if (known.isEmpty()) {
      entities
          .createNativeQuery("insert into intake_heartbeat (at) values (?1) on conflict do nothing")
          .setParameter(1, at)
          .executeUpdate();
      return Optional.empty();
    }
    Instant before = (Instant) known.getFirst();
    if (!at.isAfter(before)) {
      return Optional.empty();
    }
    entities
        .createNativeQuery("update intake_heartbeat set at = ?1")
        .setParameter(1, at)
        .executeUpdate();
    return Optional.of(before);
  }

  @Override
  public void begin(Instant from, Instant to) {
    entities
        .createNativeQuery("insert into intake_outage (from_at, to_at) values (?1, ?2)")
        .setParameter(1, from)
        .setParameter(2, to)
        .executeUpdate();
  }

  @Override
  public Optional<Outage> takeOldest() {
    List<?> oldest =
        entities
            .createNativeQuery(
                "select number, from_at, to_at from intake_outage order by number limit 1"
                    + " for update skip locked",
                Tuple.class)
            .getResultList();
    return oldest.stream()
        .findFirst()
        .map(Tuple.class::cast)
        .map(
            row ->
                new Outage(
                    row.get(0, Long.class), row.get(1, Instant.class), row.get(2, Instant.class)));
  }

  @Override
  public void finish(Outage outage) {
    entities
        .createNativeQuery("delete from intake_outage where number = ?1")
        .setParameter(1, outage.number())
        .executeUpdate();
  }
}
