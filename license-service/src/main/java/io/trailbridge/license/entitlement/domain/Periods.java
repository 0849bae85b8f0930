package io.trailbridge.license.entitlement.domain;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.List;

/** Sums of periods: always oldest first, and never two that touch. */
final class Periods {
  private Periods() {}

  /** All that was covered, and the new one. */
  static List<Period> add(List<Period> periods, Period added) {
    Period joined = added;
    List<Period> next = new ArrayList<>();
    for (Period period : periods) {
      if (period.touches(added)) {
        joined = joined.span(period);
      } else {
        next.add(period);
      }
    }
    next.add(joined);
    next.sort(comparing(Period::from));
    return List.copyOf(next);
  }

  /** What began before the new one goes on into it; what overlaps it ends with it. */
  static List<Period> set(List<Period> periods, Period wish) {
    List<Period> kept = new ArrayList<>();
    for (Period period : periods) {
      if (!period.overlaps(wish)) {
        kept.add(period);
      } else if (period.from().isBefore(wish.from())) {
        kept.add(period.cutAt(wish.from()));
      }
    }
    return add(kept, wish);
  }
}
