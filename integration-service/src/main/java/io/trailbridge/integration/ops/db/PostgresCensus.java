package io.trailbridge.integration.ops.db;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.ops.Census;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Counts and lists by SQL. */
@ApplicationScoped
class PostgresCensus implements Census {
  /** A provisioning takes a minute or two; one that takes longer waits for somebody. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private final EntityManager entities;

  PostgresCensus(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Map<ConnectionStatus, Long> byStatus() {
    Map<ConnectionStatus, Long> counts = new EnumMap<>(ConnectionStatus.class);
    for (ConnectionStatus status : ConnectionStatus.values()) {
      counts.put(status, 0L);
    }
    for (Object[] row : rows(query(CensusSql.BY_STATUS))) {
      counts.put(ConnectionStatus.valueOf((String) row[0]), (Long) row[1]);
    }
    return counts;
  }

  @Override
  public List<TroubledConnection> inTrouble(Instant now, int limit) {
    return rows(query(CensusSql.IN_TROUBLE).setParameter(1, now.minus(LONG)).setParameter(2, limit))
        .stream()
        .map(
            row ->
                new TroubledConnection(
                    new ConnectionId((UUID) row[0]),
                    new TenantId((String) row[1]),
                    ConnectionStatus.valueOf((String) row[2]),
                    (Instant) row[3]))
        .toList();
  }

  @Override
  public List<Expiry> expiring(Instant now, Instant before, int limit) {
    return rows(
            query(CensusSql.EXPIRING)
                .setParameter(1, now)
                .setParameter(2, before)
                .setParameter(3, limit))
        .stream()
        .map(row -> new Expiry(new TenantId((String) row[0]), (Instant) row[1]))
        .toList();
  }

  @Override
  public List<Provisioning> slowest(Instant since, int limit) {
    return rows(query(CensusSql.SLOWEST).setParameter(1, since).setParameter(2, limit)).stream()
        .map(
            row ->
                new Provisioning(
                    new ConnectionId((UUID) row[0]),
                    new TenantId((String) row[1]),
                    (Instant) row[2],
                    (Long) row[3]))
        .toList();
  }

  @Override
  public List<SlowCall> slowestCalls(Instant since, int limit) {
    return rows(query(CensusSql.SLOWEST_CALLS).setParameter(1, since).setParameter(2, limit))
        .stream()
        .map(
            row ->
                new SlowCall(
                    (String) row[0],
                    (String) row[1],
                    (Long) row[2],
                    new ConnectionId((UUID) row[3]),
                    new TenantId((String) row[4]),
                    (Instant) row[5]))
        .toList();
  }

  private Query query(String sql) {
    return entities.createNativeQuery(sql, Object[].class);
  }

  @SuppressWarnings("unchecked")
  private static List<Object[]> rows(Query query) {
    return (List<Object[]>) query.getResultList();
  }
}
