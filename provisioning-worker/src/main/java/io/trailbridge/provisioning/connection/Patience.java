package io.trailbridge.provisioning.connection;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits between the runs of a command that AWS could not answer, and knows when to stop. */
@ApplicationScoped
class Patience {
  private static final int LONGEST = 30;

  private final ProvisioningConfig config;
  private final Clock clock;

  Patience(ProvisioningConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** For one command. */
  Waiting start() {
    return new Waiting(clock.instant());
  }

  /** The waiting of one command. */
  final class Waiting {
    private final Instant began;
    private int runs;

    private Waiting(Instant began) {
      this.began = began;
    }

    Duration elapsed() {
      return Duration.between(began, clock.instant());
    }

    /**
     * Waits at least {@code atLeast}, longer each time; false at once where the time is up. Ends
     * early once the work is not wished any more, so that the next run can tell.
     */
    boolean again(Duration atLeast, BooleanSupplier wished) {
      Duration grown = config.retryAfter().multipliedBy(Math.min(LONGEST, 1L << Math.min(runs, 5)));
      Duration pause = grown.compareTo(atLeast) > 0 ? grown : atLeast;
      runs++;
      if (elapsed().plus(pause).compareTo(config.giveUpAfter()) > 0) {
        return false;
      }
      Pauses.sleep(pause, wished);
      return true;
    }
  }
}
