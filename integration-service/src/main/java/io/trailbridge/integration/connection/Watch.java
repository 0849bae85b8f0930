package io.trailbridge.integration.connection;

import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.integration.caller.domain.By;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Input;
import io.trailbridge.integration.ops.RunLog;
import io.trailbridge.messaging.Inbox;
import io.trailbridge.messaging.Outbox;
import io.trailbridge.messaging.OutboxPartitions;
import io.trailbridge.messaging.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What is done to connections because time goes by; any number of instances may do it at once. */
@ApplicationScoped
public class Watch {
  private static final int CHUNK = 100;

  private final Transactions transactions;
  private final ConnectionStore store;
  private final RequestKeys keys;
  private final Connections connections;
  private final Outbox outbox;
  private final OutboxPartitions partitions;
  private final Inbox inbox;
  private final RunLog runs;
  private final ConnectionConfig config;
  private final Chance chance;
  private final Clock clock;

  Watch(
      Transactions transactions,
      ConnectionStore store,
      RequestKeys keys,
      Connections connections,
      Outbox outbox,
      OutboxPartitions partitions,
      Inbox inbox,
      RunLog runs,
      ConnectionConfig config,
      Chance chance,
      Clock clock) {
    this.transactions = transactions;
    this.store = store;
    this.keys = keys;
    this.connections = connections;
    this.outbox = outbox;
    this.partitions = partitions;
    this.inbox = inbox;
    this.runs = runs;
    this.config = config;
    this.chance = chance;
    this.clock = clock;
  }

  /**
   * Asks for verifications that are due, but not for all at once after an outage: other commands
   * would wait behind them. Each chunk is due again at a time of its own.
   */
  public void verifyDue() {
    int asked = 0;
    int some;
    do {
      some = transactions.asSystem("verification", this::verifySome);
      asked += some;
    } while (some == CHUNK && asked < config.verification().atOnce());
  }

  private int verifySome() {
    Instant now = clock.instant();
    Duration interval = config.verification().interval();
    Instant next = now.plusMillis((long) (interval.toMillis() * chance.jitter()));
    List<Connection> due = store.lockForVerification(now, next, CHUNK);
    connections.applyAll(due, new Input.VerificationDue(), new By(By.TIMER, null));
    return due.size();
  }

  /** Forgets connections that were deleted long ago, here and on {@code connection.state}. */
  public void bury() {
    while (transactions.asSystem("tombstones", this::burySome) == CHUNK) {
      // The next chunk.
    }
  }

  private int burySome() {
    Instant now = clock.instant();
    List<Connection> gone = store.removeDeletedBefore(now.minus(config.deletedKept()), CHUNK);
    for (Connection connection : gone) {
      outbox.retract(
          Topics.CONNECTION_STATE, connection.id().toString(), ConnectionState.class, now);
    }
    return gone.size();
  }

  /**
   * Upkeep of what grows: the outbox's days, what the inbox has seen, the keys of requests that
   * nobody repeats any more, and what yesterday's runs took.
   */
  public void forget() {
    Instant now = clock.instant();
    transactions.asSystem(
        "upkeep",
        () -> {
          partitions.maintain(now);
          inbox.forget(now);
          keys.forgetBefore(now.minus(RequestKeys.KEPT));
          runs.forgetBefore(now.minus(RunLog.KEPT));
        });
  }
}
