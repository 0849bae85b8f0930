package io.trailbridge.license.entitlement.domain;

import io.trailbridge.license.entitlement.domain.Decision.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a period that somebody wants to grant. */
final class Refusals {
  static final Refusal TOO_MANY_PERIODS =
      new Refusal("validFrom", "This licence has too many separate periods already.");

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private Refusals() {}

  /** Every wrong field with a sentence. Empty: a {@link Period} can be made, and is not over. */
  static List<Refusal> of(Instant from, Instant until, Instant now) {
    List<Refusal> refusals = new ArrayList<>();
    if (outOfRange(from)) {
      refusals.add(new Refusal("validFrom", "validFrom must lie between 2000 and 9999."));
    }
    if (outOfRange(until)) {
      refusals.add(new Refusal("validUntil", "validUntil must lie between 2000 and 9999."));
    } else if (!until.truncatedTo(ChronoUnit.MICROS).isAfter(now)) {
      refusals.add(new Refusal("validUntil", "validUntil must lie in the future."));
    } else if (!until.truncatedTo(ChronoUnit.MICROS).isAfter(from.truncatedTo(ChronoUnit.MICROS))) {
      refusals.add(new Refusal("validUntil", "validUntil must be later than validFrom."));
    }
    return refusals;
  }

  private static boolean outOfRange(Instant instant) {
    return instant.isBefore(EARLIEST) || instant.isAfter(LATEST);
  }
}
