package io.trailbridge.integration.traffic.db;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.traffic.TrafficStore;
import io.trailbridge.integration.traffic.domain.Minute;
import io.trailbridge.integration.traffic.domain.Minute.Counts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row a connection and minute. */
@ApplicationScoped
class PostgresTrafficStore implements TrafficStore {
  private final EntityManager entities;

  PostgresTrafficStore(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public void add(Minute minute) {
    Counts counts = minute.counts();
    // The select leaves out what this service does not know, or what is another tenant's.
    entities
        .createNativeQuery(
            "insert into traffic select id, tenant_id, cast(?3 as timestamptz),"
                + " ?4, ?5, ?6, ?7, ?8, ?9, cast(?10 as bigint)"
                + " from connection where id = ?1 and tenant_id = ?2"
                + " on conflict (connection_id, minute) do update set"
                + " records = traffic.records + excluded.records,"
                + " bytes = traffic.bytes + excluded.bytes,"
                + " filtered = traffic.filtered + excluded.filtered,"
                + " duplicates = traffic.duplicates + excluded.duplicates,"
                + " dead = traffic.dead + excluded.dead,"
                + " paused = traffic.paused + excluded.paused,"
                + " delay_seconds = least(traffic.delay_seconds, excluded.delay_seconds)")
        .setParameter(1, minute.of().connection().value())
        .setParameter(2, minute.of().tenant().value())
        .setParameter(3, minute.of().at())
        .setParameter(4, counts.records())
        .setParameter(5, counts.bytes())
        .setParameter(6, counts.filtered())
        .setParameter(7, counts.duplicates())
        .setParameter(8, counts.dead())
        .setParameter(9, counts.paused())
        .setParameter(10, seconds(minute.delay()))
        .executeUpdate();
  }

  @Override
  public List<Minute> since(Collection<ConnectionId> connections, Instant from) {
    @SuppressWarnings("unchecked")
    List<Object[]> rows =
        (List<Object[]>)
            entities
                .createNativeQuery(
                    "select connection_id, tenant_id, minute, records, bytes, filtered,"
                        + " duplicates, dead, paused, delay_seconds from traffic"
                        + " where connection_id in (?1) and minute >= ?2"
                        + " order by connection_id, minute",
                    Object[].class)
                .setParameter(1, connections.stream().map(ConnectionId::value).toList())
                .setParameter(2, from)
                .getResultList();
    return rows.stream().map(PostgresTrafficStore::minute).toList();
  }

  @Override
  public int forget(Instant before, int most) {
    return entities
        .createNativeQuery(
            "delete from traffic where ctid in"
                + " (select ctid from traffic where minute < ?1 limit ?2 for update skip locked)")
        .setParameter(1, before)
        .setParameter(2, most)
        .executeUpdate();
  }

  private static Minute minute(Object[] row) {
    Long delay = (Long) row[9];
    return new Minute(
        new Minute.Of(
            new ConnectionId((UUID) row[0]), new TenantId((String) row[1]), (Instant) row[2]),
        new Counts(
            (Long) row[3],
            (Long) row[4],
            (Long) row[5],
            (Long) row[6],
            (Long) row[7],
            (Long) row[8]),
        delay == null ? null : Duration.ofSeconds(delay));
  }

  private static @Nullable Long seconds(@Nullable Duration delay) {
    return delay == null ? null : delay.toSeconds();
  }
}
