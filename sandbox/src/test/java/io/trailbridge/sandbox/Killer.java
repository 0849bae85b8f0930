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

  /** Kills the service at a moment up to so many milliseconds from now; it is started again. */
  void kill(String service, int within) {
    int restarts = restarts(service);
    killOnce(service, within);
    awaitRestart(service, restarts);
  }

  /**
   * As {@link #kill}.
   *
   * @return whether fewer events of the connection were out than in, just after
   */
  boolean killWhileFlowing(String service, int within, String connection) {
    int restarts = restarts(service);
    killOnce(service, within);
    boolean fewerOut = world.ledger().out(connection) < world.ledger().due(connection);
    inTheMiddle += fewerOut ? 1 : 0;
    awaitRestart(service, restarts);
    return fewerOut;
  }

  private int restarts(String service) {
    return world.sandbox().process(service).restarts();
  }

  private void killOnce(String service, int within) {
    Awaitility.await()
        .pollDelay(Duration.ofMillis(random.nextInt(within)))
        .pollInterval(Duration.ofMillis(1))
        .until(() -> true);
    world.sandbox().process(service).kill();
    kills++;
  }

  private void awaitRestart(String service, int before) {
    Awaitility.await(service + " to be started again")
        .atMost(Console.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> restarts(service) == before + 1);
  }

  int kills() {
    return kills;
  }

  int inTheMiddle() {
    return inTheMiddle;
  }
}
