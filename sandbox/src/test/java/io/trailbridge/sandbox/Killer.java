package io.trailbridge.sandbox;

import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;

/** Kills services as {@code kill -9} does, at moments that chance picked, and counts. */
final class Killer {
  private final World world;
  private final Random random;
  private int kills;
  private int inTheMiddle;

  Killer(World world, Random random) {
    this.world = world;
    this.random = random;
  }

  /**
   * Kills the service at a moment up to so many milliseconds from now; it begins to start again.
   */
  void kill(String service, int within) {
    Awaitility.await()
        .pollDelay(Duration.ofMillis(random.nextInt(within)))
        .pollInterval(Duration.ofMillis(1))
        .until(() -> true);
    ManagedProcess process = world.sandbox().process(service);
    int restarts = process.restarts();
    process.kill();
    kills++;
    Awaitility.await(service + " to be started again")
        .atMost(Console.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> process.restarts() == restarts + 1);
  }

  /** As {@link #kill}; counts it as in the middle where fewer events are out than in. */
  void killWhileFlowing(String service, int within, String connection) {
    kill(service, within);
    if (world.ledger().out(connection) < world.ledger().due(connection)) {
      inTheMiddle++;
    }
  }

  int kills() {
    return kills;
  }

  int inTheMiddle() {
    return inTheMiddle;
  }
}
