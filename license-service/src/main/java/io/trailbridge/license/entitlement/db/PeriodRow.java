package io.trailbridge.license.entitlement.db;

import io.trailbridge.license.entitlement.domain.Period;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/** A granted period, as a row of {@code license_period}. */
@Embeddable
record PeriodRow(
    @Column(name = "valid_from") Instant from, @Column(name = "valid_until") Instant until) {

  Period toState() {
    return new Period(from, until);
  }

  static PeriodRow from(Period period) {
    return new PeriodRow(period.from(), period.until());
  }
}
