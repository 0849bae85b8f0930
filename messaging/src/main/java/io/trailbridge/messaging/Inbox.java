package io.trailbridge.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * Tells a message from its repetition. The row stands in the transaction of the effect: either both
 * are there or none. Rows are kept for {@link #KEPT}, the retention of the topics that are read so.
 */
@ApplicationScoped
public class Inbox {
  /** How long a repetition is known as such. */
  public static final Duration KEPT = Duration.ofDays(14);

  private final Instance<DataSource> dataSource;

  Inbox(Instance<DataSource> dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Whether {@code consumer} sees this message for the first time. Where another transaction has
   * just put the row, this one waits for its end.
   *
   * @param consumer a constant; two consumers of one message each see it once
   * @param source the message's {@code ce_source}
   * @param id the message's {@code ce_id}
   * @param at now
   */
  public boolean firstSight(String consumer, String source, String id, Instant at) {
    // Without a conflict target: naming one would need SELECT, which the app role has not.
    try (Connection connection = dataSource.get().getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into inbox (consumer, source, id, seen_at) values (?, ?, ?, ?)"
                    + " on conflict do nothing")) {
      insert.setString(1, consumer);
      insert.setString(2, source);
      insert.setString(3, id);
      insert.setObject(4, at.atOffset(ZoneOffset.UTC));
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new DatabaseFailure("inbox", e);
    }
  }

  /** As {@link #firstSight(String, String, String, Instant)}, for a message that was received. */
  public boolean firstSight(String consumer, Meta meta, Instant at) {
    return firstSight(consumer, meta.source(), meta.id(), at);
  }

  /** Removes what is older than {@link #KEPT}; for a timer, inside {@code asSystem}. */
  public int forget(Instant now) {
    try (Connection connection = dataSource.get().getConnection();
        PreparedStatement delete =
            connection.prepareStatement("delete from inbox where seen_at < ?")) {
      delete.setObject(1, now.minus(KEPT).atOffset(ZoneOffset.UTC));
      return delete.executeUpdate();
    } catch (SQLException e) {
      throw new DatabaseFailure("inbox", e);
    }
  }
}
