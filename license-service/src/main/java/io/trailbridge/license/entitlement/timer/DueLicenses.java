package io.trailbridge.license.entitlement.timer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.trailbridge.license.entitlement.EntitlementConfig;
import io.trailbridge.license.entitlement.Entitlements;
import io.trailbridge.license.entitlement.Entitlements.Fired;
import io.trailbridge.messaging.Transactions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Announces what the time does to licences, at its instant. One thread in every instance takes due
 * rows that nobody else holds; there is no leader, and nothing to remember but the rows.
 */
@Singleton
class DueLicenses {
  private static final Logger LOG = Logger.getLogger(DueLicenses.class);

  private final Entitlements entitlements;
  private final Transactions transactions;
  private final Clock clock;
  private final EntitlementConfig.Timer config;
  private final Timer lateness;
  private final Counter failures;
  private @Nullable Run run;

  DueLicenses(
      Entitlements entitlements,
      Transactions transactions,
      Clock clock,
      EntitlementConfig config,
      MeterRegistry metrics) {
    this.entitlements = entitlements;
    this.transactions = transactions;
    this.clock = clock;
    this.config = config.timer();
    this.lateness =
        Timer.builder("trailbridge.license.timer.lateness")
            .description("How late the latest licence of a chunk was announced")
            .publishPercentileHistogram()
            .register(metrics);
    this.failures =
        Counter.builder("trailbridge.license.timer.failures")
            .description("Chunks of due licences that failed and are tried again")
            .register(metrics);
  }

  synchronized void start(@Observes StartupEvent event) {
    start();
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    stop();
  }

  synchronized void start() {
    stop();
    run = new Run();
    run.thread.start();
  }

  synchronized void stop() {
    if (run != null) {
      run.end();
      run = null;
    }
  }

  /** Fires all that is due; how long to sleep then. */
  private Duration fireAll() {
    while (true) {
      Fired fired =
          transactions.asSystem("due licences", () -> entitlements.fireDue(config.chunk()));
      if (fired.count() > 0) {
        lateness.record(fired.latest());
      }
      if (fired.count() < config.chunk()) {
        return untilNext(fired);
      }
    }
  }

  private Duration untilNext(Fired fired) {
    Duration next =
        fired
            .nextDue()
            .map(due -> Duration.between(clock.instant(), due))
            // What is overdue and was not taken is in somebody else's hands.
            .filter(Duration::isPositive)
            .orElse(config.poll());
    return next.compareTo(config.poll()) < 0 ? next : config.poll();
  }

  /** One life of the thread. */
  private final class Run {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread =
        Thread.ofPlatform().name("due-licences").daemon().unstarted(this::loop);
    private boolean failing;

    private void loop() {
      try {
        Duration sleep = Duration.ZERO;
        while (!ended.await(sleep.toNanos(), TimeUnit.NANOSECONDS)) {
          sleep = fireOrFail();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private Duration fireOrFail() {
      try {
        Duration sleep = fireAll();
        if (failing) {
          LOG.info("Timer works again");
        }
        failing = false;
        return sleep;
      } catch (RuntimeException e) {
        failures.increment();
        if (!failing) {
          LOG.warn("Timer failed, trying again", e);
        }
        failing = true;
        return config.poll();
      }
    }

    private void end() {
      ended.countDown();
      try {
        thread.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
