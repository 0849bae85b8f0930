package io.trailbridge.provisioning.connection;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Sleeping on a virtual thread, with an ear for what makes it pointless. */
public final class Pauses {
  private static final long GLANCE_MILLIS = 200;

  private Pauses() {}

  /** Sleeps, but not on once {@code wished} says false. */
  public static void sleep(Duration pause, BooleanSupplier wished) {
    long left = pause.toMillis();
    while (left > 0 && wished.getAsBoolean()) {
      long nap = Math.min(left, GLANCE_MILLIS);
      try {
        Thread.sleep(nap);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting", e);
      }
      left -= nap;
    }
  }
}
