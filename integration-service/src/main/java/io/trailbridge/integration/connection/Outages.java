package io.trailbridge.integration.connection;

import io.trailbridge.contracts.cloudtrail.StatsMessage.IntakeHeartbeat;
import io.trailbridge.integration.caller.domain.By;
import io.trailbridge.integration.connection.OutageStore.Outage;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Input;
import io.trailbridge.messaging.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Times in which the intake was away, found by missing heartbeats: SNS gives a notification up
 * after an hour, so each connection fetches what it may have missed.
 */
@ApplicationScoped
public class Outages {
  private static final Logger LOG = Logger.getLogger(Outages.class);
  private static final int CHUNK = 100;

  private final Transactions transactions;
  private final OutageStore outages;
  private final ConnectionStore store;
  private final Connections connections;
  private final ConnectionConfig config;

  Outages(
      Transactions transactions,
      OutageStore outages,
      ConnectionStore store,
      Connections connections,
      ConnectionConfig config) {
    this.transactions = transactions;
    this.outages = outages;
    this.store = store;
    this.connections = connections;
    this.config = config;
  }

  /** The intake is there; where nothing was heard of it for long, it was away. */
  public void heard(IntakeHeartbeat heartbeat) {
    transactions.asSystem(
        "heartbeat of the intake",
        () ->
            outages
                .hear(heartbeat.at())
                .filter(
                    before ->
                        Duration.between(before, heartbeat.at()).compareTo(config.outageAfter())
                            > 0)
                .ifPresent(
                    before -> {
                      outages.begin(before, heartbeat.at());
                      LOG.warnf("Intake was away from=%s to=%s", before, heartbeat.at());
                    }));
  }

  /** Asks the connections that were not asked yet. */
  public void fill() {
    while (transactions.asSystem("outage of the intake", this::fillSome)) {
      // The next chunk.
    }
  }

  private boolean fillSome() {
    Optional<Outage> oldest = outages.takeOldest();
    if (oldest.isEmpty()) {
      return false;
    }
    Outage outage = oldest.get();
    List<Connection> some = store.lockForOutage(outage.number(), CHUNK);
    Input input = new Input.IntakeWasAway(outage.from(), outage.to());
    for (Connection connection : some) {
      connections.apply(connection, input, new By(By.TIMER, null));
    }
    if (some.isEmpty()) {
      outages.finish(outage);
    }
    return true;
  }
}
