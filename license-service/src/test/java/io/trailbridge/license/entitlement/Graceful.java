package io.trailbridge.license.entitlement;

import java.time.Duration;
import java.util.List;

/** The configuration of those who need no timer. */
record Graceful(Duration grace) implements EntitlementConfig {
  @Override
  public List<Duration> notices() {
    return List.of(Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(1));
  }

  @Override
  public Timer timer() {
    throw new UnsupportedOperationException("there is no timer");
  }
}
