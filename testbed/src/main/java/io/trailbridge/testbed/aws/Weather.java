package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailbridge.testbed.aws.Faults.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/** How AWS fails all the time, by a seed: the same calls in the same order fail alike. */
final class Weather {
  private final SplittableRandom random;
  private final double throttle;
  private final double error;
  private final double lost;
  private final double garbage;
  private final double expired;
  private final Duration settling;
  private final Duration powerless;

  Weather(JsonNode shares) {
    random = new SplittableRandom(shares.path("seed").asLong());
    throttle = shares.path("throttle").asDouble();
    error = shares.path("error").asDouble();
    lost = shares.path("lost").asDouble();
    garbage = shares.path("garbage").asDouble();
    expired = shares.path("expired").asDouble();
    settling = Duration.ofMillis(shares.path("settling").asLong());
    powerless = Duration.ofMillis(shares.path("powerless").asLong());
  }

  /** Sessions of roles only, and not those of who sets the scene. */
  boolean hits(Caller caller) {
    return caller.role().filter(role -> !role.endsWith("role/Administrator")).isPresent();
  }

  Duration settling() {
    return settling;
  }

  Duration powerless() {
    return powerless;
  }

  Optional<Kind> next(ApiRequest request) {
    double drawn = random.nextDouble();
    for (Share share :
        new Share[] {
          new Share(Kind.THROTTLE, throttle),
          new Share(Kind.ERROR, error),
          new Share(Kind.DROP_REPLY, lost),
          new Share(Kind.GARBAGE, garbage),
          // The caller's own session is not what a role's weather may end.
          new Share(Kind.EXPIRE, request.service.equals("sts") ? 0 : expired)
        }) {
      drawn -= share.size();
      if (drawn < 0) {
        return Optional.of(share.kind());
      }
    }
    return Optional.empty();
  }

  private record Share(Kind kind, double size) {}
}
