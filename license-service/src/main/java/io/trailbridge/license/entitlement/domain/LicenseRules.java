package io.trailbridge.license.entitlement.domain;

import static java.util.Comparator.comparing;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.license.entitlement.domain.Decision.Moved;
import io.trailbridge.license.entitlement.domain.Decision.Refusal;
import io.trailbridge.license.entitlement.domain.Decision.Refused;
import io.trailbridge.license.entitlement.domain.Decision.Stale;
import io.trailbridge.license.entitlement.domain.Standing.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How licences move. Whatever comes, what the time did first is announced first, each at its own
 * instant: a licence that ran out during an outage has run out, even if the first thing afterwards
 * is its renewal.
 *
 * @param grace how long a licence stays valid after a period ran out
 * @param notices how long before the end of a period a notice is given
 */
public record LicenseRules(Duration grace, List<Duration> notices) {

  /** A licence of more separate periods is a mistake of whoever grants them. */
  static final int MOST_PERIODS = 64;

  /** Throws IllegalArgumentException where a notice would come at the end or after it. */
  public LicenseRules {
    notices = List.copyOf(notices);
    if (grace.isNegative() || notices.stream().anyMatch(it -> !it.isPositive())) {
      throw new IllegalArgumentException("grace is zero or more, a notice more than zero");
    }
  }

  /** What becomes of an input; the licence of nobody yet is {@link License#none}. */
  public Decision decide(License license, Input input, Instant now) {
    List<LicenseEvent> events = new ArrayList<>();
    License current = advance(license, now, events);
    return switch (input) {
      case Input.Add(var from, var until) ->
          grant(license, current, start(current, from, now), until, Periods::add, now, events);
      case Input.Set(var from, var until) ->
          grant(license, current, start(current, from, now), until, Periods::set, now, events);
      case Input.Revoke _ ->
          current.periods().isEmpty()
              ? movedByTime(license, current, events)
              : moved(revoke(current, now), now, events);
      case Input.Tick _ -> movedByTime(license, current, events);
    };
  }

  /** When time alone will change something next. */
  public Optional<Instant> dueAt(License license) {
    Stream<Instant> ends = license.periods().stream().map(this::endOf);
    Stream<Instant> others =
        license.periods().stream()
            .flatMap(it -> Stream.concat(Stream.of(it.from()), noticesOf(license, it)))
            .filter(license.announcedUpTo()::isBefore);
    return Stream.concat(ends, others).min(Instant::compareTo);
  }

  /** How a licence that {@link License#exists} stands, announced or not. */
  public Standing standing(License license, Instant now) {
    Period running = running(license, now);
    if (running != null) {
      return new Standing(Status.ACTIVE, running);
    }
    Optional<Period> next =
        license.periods().stream().filter(period -> !period.begunBy(now)).findFirst();
    if (next.isPresent()) {
      return new Standing(Status.SCHEDULED, next.get());
    }
    if (!license.periods().isEmpty()) {
      return new Standing(Status.EXPIRED, license.periods().getLast());
    }
    if (license.ended() == null) {
      throw new IllegalArgumentException("this licence was never granted");
    }
    return new Standing(license.revoked() ? Status.REVOKED : Status.EXPIRED, license.ended());
  }

  private License advance(License license, Instant now, List<LicenseEvent> events) {
    License current = license;
    Optional<Instant> due = dueAt(current);
    while (due.isPresent() && !due.get().isAfter(now)) {
      current = pass(current, due.get(), events);
      due = dueAt(current);
    }
    return current;
  }

  /** Lets one instant pass at which a period begins or ends, or a notice is due. */
  private License pass(License license, Instant at, List<LicenseEvent> events) {
    boolean notice =
        license.periods().stream().flatMap(it -> noticesOf(license, it)).anyMatch(at::equals);
    License passed = license.passing(at);
    for (Period period : license.periods()) {
      if (!endOf(period).isAfter(at)) {
        passed = passed.endedWith(period);
      }
    }
    Period running = running(passed, at);
    Optional<LicenseEvent> event = Announcement.of(passed, running, at);
    if (event.isEmpty() && notice && running != null) {
      event = Optional.of(Announcement.expiring(passed, running, at));
    }
    return event.isPresent() ? announce(passed, event.get(), at, events) : passed;
  }

  private Decision grant(
      License before,
      License current,
      Instant from,
      Instant until,
      BiFunction<List<Period>, Period, List<Period>> sum,
      Instant now,
      List<LicenseEvent> events) {
    List<Refusal> refusals = Refusals.of(from, until, now);
    if (!refusals.isEmpty()) {
      return new Refused(refusals);
    }
    List<Period> periods = sum.apply(current.periods(), new Period(from, until));
    if (periods.equals(current.periods())) {
      return movedByTime(before, current, events);
    }
    return periods.size() > MOST_PERIODS
        ? new Refused(List.of(Refusals.TOO_MANY_PERIODS))
        : moved(current.withPeriods(periods), now, events);
  }

  /**
   * From now on, where nobody says from when. Another instance's clock may be ahead of ours: what
   * has begun there already is not to begin a little earlier.
   */
  private static Instant start(License license, @Nullable Instant asked, Instant now) {
    if (asked != null) {
      return asked;
    }
    Period running = license.announced();
    return running != null && running.from().isAfter(now) ? running.from() : now;
  }

  private License revoke(License license, Instant now) {
    Period running = running(license, now);
    Period last = running == null ? license.periods().getFirst() : running;
    return license.revokedWith(last.cutAt(now));
  }

  private Decision moved(License changed, Instant now, List<LicenseEvent> events) {
    License next = changed.passing(now);
    return Announcement.of(next, running(next, now), now)
        .map(event -> new Moved(announce(next, event, now, events), events))
        .orElseGet(() -> new Moved(next.withVersion(next.version() + 1), events));
  }

  private static Decision movedByTime(License before, License after, List<LicenseEvent> events) {
    return before.equals(after) ? new Stale(before) : new Moved(after, events);
  }

  private License announce(
      License license, LicenseEvent event, Instant at, List<LicenseEvent> events) {
    events.add(event);
    return license.announcing(running(license, at), event.version());
  }

  /** The period that makes the licence valid: the youngest, where grace lets two overlap. */
  private @Nullable Period running(License license, Instant at) {
    return license.periods().stream()
        .filter(period -> period.begunBy(at) && endOf(period).isAfter(at))
        .max(comparing(Period::from))
        .orElse(null);
  }

  /** None for a period that another one follows before its grace is over. */
  private Stream<Instant> noticesOf(License license, Period period) {
    Instant end = endOf(period);
    boolean goesOn =
        license.periods().stream().anyMatch(it -> it.begunBy(end) && endOf(it).isAfter(end));
    return goesOn
        ? Stream.empty()
        : notices.stream().map(period.until()::minus).filter(period.from()::isBefore);
  }

  private Instant endOf(Period period) {
    return period.until().plus(grace);
  }
}
