package io.trailbridge.integration.activity;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.integration.activity.domain.Activity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The history of connections. Each method needs a transaction. */
public interface ActivityLog {

  /** Adds a line. */
  default void append(Activity activity) {
    appendAll(List.of(activity));
  }

  /** Adds lines in one round trip. */
  void appendAll(List<Activity> activities);

  /**
   * The newest lines of a connection first.
   *
   * @param before only lines older than the one with this number; null: from the newest
   * @param limit at most so many
   */
  List<Line> page(ConnectionId connection, @Nullable Long before, int limit);

  /**
   * A line and its place.
   *
   * @param number grows with time
   */
  record Line(long number, Activity activity) {}
}
