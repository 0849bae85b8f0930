package io.trailbridge.license.entitlement.timer;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.trailbridge.messaging.OutboxPartitions;
import io.trailbridge.messaging.Transactions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Keeps the outbox's daily partitions ahead of the days. Any number of instances may do so. */
@Singleton
class OutboxUpkeep {
  private static final Logger LOG = Logger.getLogger(OutboxUpkeep.class);
  private static final long MINUTES_BETWEEN = 60;

  private final OutboxPartitions partitions;
  private final Transactions transactions;
  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);

  OutboxUpkeep(OutboxPartitions partitions, Transactions transactions, Clock clock) {
    this.partitions = partitions;
    this.transactions = transactions;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    Thread.ofVirtual().name("outbox-upkeep").start(this::run);
  }

  void stop(@Observes ShutdownEvent event) {
    stopped.countDown();
  }

  private void run() {
    try {
      do {
        maintain();
      } while (!stopped.await(MINUTES_BETWEEN, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void maintain() {
    try {
      transactions.asSystem("outbox partitions", () -> partitions.maintain(clock.instant()));
    } catch (RuntimeException e) {
      // There are partitions for a week, and a default one: an hour later is early enough.
      LOG.warn("Outbox partitions not maintained, trying again in an hour", e);
    }
  }
}
