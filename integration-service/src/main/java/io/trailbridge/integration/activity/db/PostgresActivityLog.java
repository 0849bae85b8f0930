package io.trailbridge.integration.activity.db;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.integration.activity.ActivityLog;
import io.trailbridge.integration.activity.domain.Activity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The history in PostgreSQL. */
@ApplicationScoped
class PostgresActivityLog implements ActivityLog {
  private static final String INSERT =
      "insert into activity (connection_id, tenant_id, at, actor, actor_kind, request_id, action,"
          + " from_status, to_status, reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final EntityManager entities;

  PostgresActivityLog(EntityManager entities) {
    this.entities = entities;
  }

  /** By JDBC: a number that the database gives keeps Hibernate from sending several at once. */
  @Override
  public void appendAll(List<Activity> activities) {
    entities
        .unwrap(Session.class)
        .doWork(
            connection -> {
              try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (Activity activity : activities) {
                  bind(insert, activity);
                  insert.addBatch();
                }
                insert.executeBatch();
              }
            });
  }

  private static void bind(PreparedStatement insert, Activity activity) throws SQLException {
    ConnectionStatus from = activity.from();
    insert.setObject(1, activity.connectionId().value());
    insert.setString(2, activity.tenantId().value());
    insert.setObject(3, activity.at().atOffset(ZoneOffset.UTC));
    insert.setString(4, activity.by().actor());
    insert.setString(5, activity.kind().name());
    insert.setString(6, activity.by().requestId());
    insert.setString(7, activity.action());
    insert.setString(8, from == null ? null : from.name());
    insert.setString(9, activity.to().name());
    insert.setString(10, activity.reason());
  }

  @Override
  public List<Line> page(ConnectionId connection, @Nullable Long before, int limit) {
    return entities
        .createQuery(
            "from ActivityRow where connectionId = ?1 and number < ?2 order by number desc",
            ActivityRow.class)
        .setParameter(1, connection.value())
        .setParameter(2, before == null ? Long.MAX_VALUE : before)
        .setMaxResults(limit)
        .getResultList()
        .stream()
        .map(row -> new Line(row.number, row.toState()))
        .toList();
  }
}
