package io.trailbridge.ingestion.batch.kafka;

import io.trailbridge.contracts.shared.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Since when batches wait for which connection's state. The wait is the connection's, not the
 * batch's: a thousand batches of a connection that never comes hold a partition up once.
 */
final class UnknownConnections {
  private static final int MOST = 10_000;
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

  private final Duration wait;
  private final Map<ConnectionId, Instant> since =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ConnectionId, Instant> eldest) {
          return size() > MOST;
        }
      };

  UnknownConnections(Duration wait) {
    this.wait = wait;
  }

  /** Whether the connection had its time; the first call for it begins the wait. */
  boolean hasWaited(ConnectionId connection, Instant now) {
    Instant first = since.get(connection);
    if (first == null || now.isAfter(first.plus(FORGOTTEN_AFTER))) {
      since.remove(connection);
      since.put(connection, now);
      return wait.isZero();
    }
    return !now.isBefore(first.plus(wait));
  }
}
