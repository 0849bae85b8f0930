package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.contracts.provisioning.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is doing, as the worker's answers tell.
 *
 * @param findings what is not as it should be now
 * @param failures verifications that failed in a row
 * @param failingSince when the first of them was
 * @param successes verifications in a row that passed while {@link Health#LOST}
 * @param goodAt when all was last known to be as it should be: written once an hour while it stays
 *     so
 * @param missedFrom from when log files may have been missed, until a gap takes that over; null:
 *     none were
 * @param announcedFrom since when the bucket is to announce log files, while S3 may not have begun
 *     to; null: it does
 */
public record Condition(
    Health health,
    List<Trouble> findings,
    int failures,
    @Nullable Instant failingSince,
    int successes,
    @Nullable Instant goodAt,
    @Nullable Instant missedFrom,
    @Nullable Instant announcedFrom) {
  /** Before anything was looked at. */
  public static final Condition UNKNOWN =
      new Condition(Health.UNKNOWN, List.of(), 0, null, 0, null, null, null);

  /**
   * What is written into a bucket's notification takes effect after about five minutes, says S3's
   * user guide.
   */
  static final Duration UNTIL_ANNOUNCED = Duration.ofMinutes(15);

  private static final Duration COARSE = Duration.ofHours(1);

  /** Keeps its own copy of the findings. */
  public Condition {
    findings = List.copyOf(findings);
  }

  /** A fresh start with what a reconcile found. */
  Condition afterReconcile(List<Finding> found, Instant now) {
    return new Condition(
        Health.UNKNOWN,
        Trouble.of(found, this, now),
        0,
        null,
        0,
        found.isEmpty() ? stillGood(now) : goodAt,
        null,
        announcedFrom);
  }

  /** What a run could not bring back. */
  Condition lost(List<Finding> found, Instant now) {
    return new Condition(
        Health.LOST, Trouble.of(found, this, now), 0, now, 0, goodAt, missedFrom, announcedFrom);
  }

  /** A verification that failed. */
  Condition failedOnceMore(List<Finding> found, HealthRule rule, Instant now) {
    List<Trouble> told = Trouble.of(found, this, now);
    if (health == Health.LOST) {
      return new Condition(
          Health.LOST, told, failures, failingSince, 0, goodAt, missedFrom, announcedFrom);
    }
    Instant since = failingSince == null ? now : failingSince;
    boolean lost =
        failures + 1 >= rule.failures() && Duration.between(since, now).compareTo(rule.over()) >= 0;
    return new Condition(
        lost ? Health.LOST : health,
        told,
        failures + 1,
        since,
        0,
        goodAt,
        missedFrom,
        announcedFrom);
  }

  /** A verification that passed. */
  Condition passedOnceMore(HealthRule rule, Instant now) {
    if (health == Health.LOST && successes + 1 < rule.successes()) {
      return new Condition(
          Health.LOST,
          findings,
          failures,
          failingSince,
          successes + 1,
          goodAt,
          missedFrom,
          announcedFrom);
    }
    return new Condition(
        Health.HEALTHY,
        List.of(),
        0,
        null,
        0,
        stillGood(now),
        null,
        isAnnounced(now) ? null : announcedFrom);
  }

  /**
   * With what is wrong, log files may not have reached us: at the worst since all was last as it
   * should be. What another look leaves of the findings does not shorten that.
   */
  Condition missing(Instant now) {
    if (missedFrom != null || findings.stream().noneMatch(Trouble::stopsDelivery)) {
      return this;
    }
    return missingFrom(goodAt == null ? now : goodAt, announcedFrom);
  }

  /** A gap has taken over what was missed. */
  Condition missingNothing() {
    return missingFrom(null, announcedFrom);
  }

  /** The bucket's notification was written just now, or may have been. */
  Condition announcing(Instant now) {
    return missingFrom(missedFrom, now);
  }

  /** Whether whatever was written into the bucket's notification has taken effect. */
  boolean isAnnounced(Instant now) {
    return announcedFrom == null || !now.isBefore(announcedFrom.plus(UNTIL_ANNOUNCED));
  }

  private Condition missingFrom(@Nullable Instant missed, @Nullable Instant announced) {
    return new Condition(
        health, findings, failures, failingSince, successes, goodAt, missed, announced);
  }

  /** A connection that is well must not be written at every look. */
  private Instant stillGood(Instant now) {
    if (goodAt == null || health != Health.HEALTHY) {
      return now;
    }
    return Duration.between(goodAt, now).compareTo(COARSE) < 0 ? goodAt : now;
  }
}
