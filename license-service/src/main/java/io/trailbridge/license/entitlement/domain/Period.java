package io.trailbridge.license.entitlement.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A time in which a licence holds. Microseconds count, as in the database; what is finer is cut
 * off, so that a period reads back as it was written.
 *
 * @param from inclusive
 * @param until exclusive, later than {@code from}
 */
public record Period(Instant from, Instant until) {

  /** Throws IllegalArgumentException where the period would be empty. */
  public Period {
    from = from.truncatedTo(ChronoUnit.MICROS);
    until = until.truncatedTo(ChronoUnit.MICROS);
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("a period ends after it begins");
    }
  }

  boolean overlaps(Period other) {
    return from.isBefore(other.until) && other.from.isBefore(until);
  }

  /** Whether the two overlap or follow each other without a gap. */
  boolean touches(Period other) {
    return !from.isAfter(other.until) && !other.from.isAfter(until);
  }

  /** From the first instant of both to the last. */
  Period span(Period other) {
    return new Period(
        from.isBefore(other.from) ? from : other.from,
        until.isAfter(other.until) ? until : other.until);
  }

  boolean begunBy(Instant at) {
    return !from.isAfter(at);
  }

  /** This period up to {@code at}; as it is where that would leave nothing or change nothing. */
  Period cutAt(Instant at) {
    return from.isBefore(at) && at.isBefore(until) ? new Period(from, at) : this;
  }
}
