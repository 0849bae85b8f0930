package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.shared.ConnectionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When each role was last seen to refuse a stranger, by this instance. Forgetting costs two calls;
 * asking each time would fill the customer's CloudTrail with refusals.
 */
@ApplicationScoped
class ProofTimes {
  private static final int KEPT = 100_000;

  private final Map<ConnectionId, Instant> times =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ConnectionId, Instant> eldest) {
          return size() > KEPT;
        }
      };

  synchronized boolean isDue(ConnectionId connection, Instant now, Duration every) {
    @Nullable Instant last = times.get(connection);
    return last == null || !last.plus(every).isAfter(now);
  }

  synchronized void held(ConnectionId connection, Instant at) {
    times.put(connection, at);
  }
}
