package io.trailbridge.integration.connection;

import io.trailbridge.contracts.cloudtrail.StatsMessage.ConnectionStats;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.messaging.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * When an event of each connection last came out. Ingestion tells with every batch, people look
 * once in a while: what is heard is gathered here and written by a timer, one transaction for all.
 * What a crash takes away is told again by the next batch.
 */
@ApplicationScoped
public class LastEvents {
  private final Transactions transactions;
  private final ConnectionStore store;
  private Map<ConnectionId, Newest> heard = new HashMap<>();

  LastEvents(Transactions transactions, ConnectionStore store) {
    this.transactions = transactions;
    this.store = store;
  }

  private record Newest(TenantId tenant, Instant at) {}

  /** What ingestion counted; only the time of the newest event is kept here. */
  public synchronized void accept(ConnectionStats stats) {
    Instant at = stats.newestEventTime();
    if (at != null) {
      heard.merge(
          stats.connectionId(),
          new Newest(stats.tenantId(), at),
          (is, other) -> other.at().isAfter(is.at()) ? other : is);
    }
  }

  /** Writes what was heard since the last time. */
  public void write() {
    Map<ConnectionId, Newest> batch = take();
    if (batch.isEmpty()) {
      return;
    }
    transactions.asSystem(
        "ingestion's counts",
        () ->
            // In one order everywhere: two instances never wait for each other in a circle.
            batch.keySet().stream()
                .sorted()
                .forEach(
                    id -> {
                      Newest newest = batch.get(id);
                      if (newest != null) {
                        store.sawEvent(id, newest.tenant(), newest.at());
                      }
                    }));
  }

  private synchronized Map<ConnectionId, Newest> take() {
    Map<ConnectionId, Newest> taken = heard;
    heard = new HashMap<>();
    return taken;
  }
}
