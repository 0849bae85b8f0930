package io.trailbridge.integration.traffic;

import io.trailbridge.contracts.cloudtrail.StatsMessage.ConnectionStats;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.traffic.domain.Minute;
import io.trailbridge.messaging.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers what ingestion counts, and tells of the last day. */
@ApplicationScoped
public class Traffic {
  /** How long a minute is kept: a day, and an hour for whoever just looks. */
  static final Duration KEPT = Duration.ofHours(25);

  private static final int FORGOTTEN_AT_ONCE = 5_000;

  private final Transactions transactions;
  private final TrafficStore store;
  private final Clock clock;
  private Map<Minute.Of, Minute> heard = new HashMap<>();

  Traffic(Transactions transactions, TrafficStore store, Clock clock) {
    this.transactions = transactions;
    this.store = store;
    this.clock = clock;
  }

  /** What ingestion counted. */
  public void accept(ConnectionStats stats) {
    gather(List.of(Minute.of(stats)));
  }

  /** Writes what was heard since the last time; what cannot be written waits for the next. */
  public void write() {
    List<Minute> minutes = take();
    if (minutes.isEmpty()) {
      return;
    }
    try {
      transactions.asSystem("ingestion's counts", () -> minutes.forEach(store::add));
    } catch (RuntimeException e) {
      gather(minutes);
      throw e;
    }
  }

  /** Forgets what is older than a day, in small steps. */
  public void forget() {
    int gone;
    do {
      gone =
          transactions.asSystem(
              "old traffic", () -> store.forget(clock.instant().minus(KEPT), FORGOTTEN_AT_ONCE));
    } while (gone == FORGOTTEN_AT_ONCE);
  }

  /** The minutes of the tenant's connections among these, the oldest first. */
  public List<Minute> last(
      TenantId tenant, Collection<ConnectionId> connections, Duration duration) {
    return transactions.asTenant(
        tenant, () -> store.since(connections, clock.instant().minus(duration)));
  }

  private synchronized void gather(List<Minute> minutes) {
    minutes.forEach(minute -> heard.merge(minute.of(), minute, Minute::plus));
  }

  /** In one order everywhere: two instances never wait for each other in a circle. */
  private synchronized List<Minute> take() {
    List<Minute> taken =
        heard.values().stream()
            .sorted(
                Comparator.comparing((Minute it) -> it.of().connection())
                    .thenComparing(it -> it.of().at()))
            .toList();
    heard = new HashMap<>();
    return taken;
  }
}
