package io.trailbridge.integration.activity.db;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.integration.activity.ActivityLog;
import io.trailbridge.integration.activity.domain.Activity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The history in PostgreSQL. */
@ApplicationScoped
class PostgresActivityLog implements ActivityLog {
  private final EntityManager entities;

  PostgresActivityLog(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public void append(Activity activity) {
    entities.persist(ActivityRow.from(activity));
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
