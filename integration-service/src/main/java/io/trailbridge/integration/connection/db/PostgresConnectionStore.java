package io.trailbridge.integration.connection.db;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.connection.ConnectionConfig;
import io.trailbridge.integration.connection.ConnectionStore;
import io.trailbridge.integration.connection.domain.Connection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Timeouts;

/** Connections in PostgreSQL; whose rows are seen is the transaction's role's business. */
@ApplicationScoped
class PostgresConnectionStore implements ConnectionStore {
  private final EntityManager entities;
  private final ConnectionConfig config;

  PostgresConnectionStore(EntityManager entities, ConnectionConfig config) {
    this.entities = entities;
    this.config = config;
  }

  @Override
  public boolean insert(Connection connection) {
    if (isOccupied(connection)) {
      return false;
    }
    entities.persist(ConnectionRow.from(connection));
    entities.flush();
    return true;
  }

  @Override
  public Optional<Connection> find(ConnectionId id) {
    return Optional.ofNullable(entities.find(ConnectionRow.class, id.value()))
        .map(ConnectionRow::toState);
  }

  @Override
  public Optional<Connection> lock(ConnectionId id) {
    return Optional.ofNullable(
            entities.find(ConnectionRow.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
        .map(ConnectionRow::toState);
  }

  @Override
  public boolean save(Connection next) {
    ConnectionRow row = locked(next);
    if (!next.wish().trail().equals(row.trail)
        || !next.wish().region().value().equals(row.region)) {
      if (isOccupied(next)) {
        return false;
      }
    }
    take(row, next);
    entities.flush();
    return true;
  }

  @Override
  public void saveAll(List<Connection> next) {
    for (Connection each : next) {
      take(locked(each), each);
    }
    entities.flush();
  }

  private ConnectionRow locked(Connection next) {
    ConnectionRow row =
        Objects.requireNonNull(
            entities.find(ConnectionRow.class, next.id().value()), "a locked connection");
    if (row.version + 1 != next.version()) {
      throw new IllegalStateException("these facts do not follow from those that were locked");
    }
    return row;
  }

  private void take(ConnectionRow row, Connection next) {
    row.take(next);
    row.scheduleVerification(
        next, config.verification().interval(), config.verification().recheck());
  }

  /** Whoever asks for the same place meanwhile waits for the end of this transaction. */
  private boolean isOccupied(Connection connection) {
    String place =
        String.join(
            "/",
            connection.tenantId().value(),
            connection.wish().partition().id(),
            connection.accountId().value(),
            connection.wish().region().value(),
            connection.wish().trail());
    entities
        .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(?1, 0))")
        .setParameter(1, place)
        .getResultList();
    return !entities
        .createQuery(
            "select id from ConnectionRow where tenantId = ?1 and partition = ?2 and accountId = ?3"
                + " and region = ?4 and trail = ?5 and lifecycle <> 'DELETED' and id <> ?6",
            UUID.class)
        .setParameter(1, connection.tenantId().value())
        .setParameter(2, connection.wish().partition().id())
        .setParameter(3, connection.accountId().value())
        .setParameter(4, connection.wish().region().value())
        .setParameter(5, connection.wish().trail())
        .setParameter(6, connection.id().value())
        .getResultList()
        .isEmpty();
  }

  @Override
  public List<Connection> page(Query query) {
    PageSql sql = PageSql.of(query);
    jakarta.persistence.Query rows = entities.createNativeQuery(sql.text(), ConnectionRow.class);
    sql.values().forEach(rows::setParameter);
    return states(
        ((List<?>) rows.getResultList()).stream().map(ConnectionRow.class::cast).toList());
  }

  @Override
  public long count(TenantId tenant, Set<ConnectionStatus> statuses) {
    return entities
        .createQuery(
            "select count(*) from ConnectionRow where tenantId = ?1 and status in ?2", Long.class)
        .setParameter(1, tenant.value())
        .setParameter(2, statuses.stream().map(ConnectionStatus::name).toList())
        .getSingleResult();
  }

  @Override
  public List<Connection> lockForLicense(
      TenantId tenant, long version, boolean release, int limit) {
    return states(
        entities
            .createQuery(
                "from ConnectionRow where tenantId = ?1 and heldByLicense = ?2"
                    + " and licenseVersion < ?3 and lifecycle not in ('DELETING', 'DELETED')"
                    + " order by id",
                ConnectionRow.class)
            .setParameter(1, tenant.value())
            .setParameter(2, release)
            .setParameter(3, version)
            .setMaxResults(limit)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList());
  }

  @Override
  public List<Connection> lockForVerification(Instant now, Instant next, int limit) {
    List<ConnectionRow> due =
        entities
            .createQuery(
                "from ConnectionRow where lifecycle = 'PROVISIONED' and held = false"
                    + " and nextVerifyAt <= ?1 order by nextVerifyAt",
                ConnectionRow.class)
            .setParameter(1, now)
            .setMaxResults(limit)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .setHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
            .getResultList();
    List<Connection> connections = states(due);
    if (!due.isEmpty()) {
      entities
          .createNativeQuery("update connection set next_verify_at = ?1 where id in (?2)")
          .setParameter(1, next)
          .setParameter(2, due.stream().map(row -> row.id).toList())
          .executeUpdate();
      entities.clear();
    }
    return connections;
  }

  @Override
  public List<Connection> lockForOutage(long outage, int limit) {
    List<?> rows =
        entities
            .createNativeQuery(
                "select * from connection where lifecycle in ('PROVISIONING', 'PROVISIONED')"
                    + " and outage < ?1 order by id limit ?2 for update",
                ConnectionRow.class)
            .setParameter(1, outage)
            .setParameter(2, limit)
            .getResultList();
    List<ConnectionRow> some = rows.stream().map(ConnectionRow.class::cast).toList();
    List<Connection> connections = states(some);
    if (!some.isEmpty()) {
      entities
          .createNativeQuery("update connection set outage = ?1 where id in (?2)")
          .setParameter(1, outage)
          .setParameter(2, some.stream().map(row -> row.id).toList())
          .executeUpdate();
      entities.clear();
    }
    return connections;
  }

  @Override
  public List<Connection> removeDeletedBefore(Instant instant, int limit) {
    List<ConnectionRow> gone =
        entities
            .createQuery(
                "from ConnectionRow where lifecycle = 'DELETED' and deletedAt < ?1 order by id",
                ConnectionRow.class)
            .setParameter(1, instant)
            .setMaxResults(limit)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .setHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
            .getResultList();
    List<Connection> connections = states(gone);
    gone.forEach(entities::remove);
    entities.flush();
    return connections;
  }

  @Override
  public Map<ConnectionId, Instant> lastEvents(Set<ConnectionId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<ConnectionId, Instant> last = new HashMap<>();
    entities
        .createQuery("from LastEventRow where connectionId in ?1", LastEventRow.class)
        .setParameter(1, ids.stream().map(ConnectionId::value).toList())
        .getResultList()
        .forEach(row -> last.put(new ConnectionId(row.connectionId), row.lastEventAt));
    return last;
  }

  @Override
  public void sawEvent(ConnectionId id, TenantId tenant, Instant at) {
    // The join leaves out what this service does not know, or what is another tenant's.
    entities
        .createNativeQuery(
            "insert into connection_last_event (connection_id, tenant_id, last_event_at)"
                + " select id, tenant_id, cast(?3 as timestamptz) from connection"
                + " where id = ?1 and tenant_id = ?2"
                + " on conflict (connection_id) do update set last_event_at ="
                + " greatest(connection_last_event.last_event_at, excluded.last_event_at)")
        .setParameter(1, id.value())
        .setParameter(2, tenant.value())
        .setParameter(3, at)
        .executeUpdate();
  }

  private static List<Connection> states(List<ConnectionRow> rows) {
    return rows.stream().map(ConnectionRow::toState).toList();
  }
}
