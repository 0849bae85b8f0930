package io.trailbridge.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * Keeps the outbox's daily partitions: a week ahead, so that an insert finds its day, and a week
 * back, so that what a lost replication slot never sent can be sent again.
 */
@ApplicationScoped
public class OutboxPartitions {
  private static final int DAYS_AHEAD = 7;
  private static final int DAYS_KEPT = 7;

  private final Instance<DataSource> dataSource;

  OutboxPartitions(Instance<DataSource> dataSource) {
    this.dataSource = dataSource;
  }

  /** Makes what is missing, drops what is old; for a daily timer, inside {@code asSystem}. */
  public void maintain(Instant now) {
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
      call("select outbox_partition(?)", today.plusDays(ahead));
    }
    call("select outbox_drop_before(?)", today.minusDays(DAYS_KEPT));
  }

  private void call(String sql, LocalDate day) {
    try (Connection connection = dataSource.get().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, day);
      statement.execute();
    } catch (SQLException e) {
      throw new DatabaseFailure("outbox", e);
    }
  }
}
