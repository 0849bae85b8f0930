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
 */
public record Condition(
    Health health,
    List<Trouble> findings,
    int failures,
    @Nullable Instant failingSince,
    int successes,
    @Nullable Instant goodAt) {
  /** Before anything was looked at. */
  public static final Condition UNKNOWN =
      new Condition(Health.UNKNOWN, List.of(), 0, null, 0, null);

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
        found.isEmpty() ? stillGood(now) : goodAt);
  }

  /** What a run could not bring back. */
  Condition lost(List<Finding> found, Instant now) {
    return new Condition(Health.LOST, Trouble.of(found, this, now), 0, now, 0, goodAt);
  }

  /** A verification that failed. */
  Condition failedOnceMore(List<Finding> found, HealthRule rule, Instant now) {
    List<Trouble> told = Trouble.of(found, this, now);
    if (health == Health.LOST) {
      return new Condition(Health.LOST, told, failures, failingSince, 0, goodAt);
    }
    Instant since = failingSince == null ? now : failingSince;
    boolean lost =
        failures + 1 >= rule.failures() && Duration.between(since, now).compareTo(rule.over()) >= 0;
    return new Condition(lost ? Health.LOST : health, told, failures + 1, since, 0, goodAt);
  }

  /** A verification that passed. */
  Condition passedOnceMore(HealthRule rule, Instant now) {
    if (health == Health.LOST && successes + 1 < rule.successes()) {
      return new Condition(Health.LOST, findings, failures, failingSince, successes + 1, goodAt);
    }
    return new Condition(Health.HEALTHY, List.of(), 0, null, 0, stillGood(now));
  }

  /** A connection that is well must not be written at every look. */
  private Instant stillGood(Instant now) {
    if (goodAt == null || health != Health.HEALTHY) {
      return now;
    }
    return Duration.between(goodAt, now).compareTo(COARSE) < 0 ? goodAt : now;
  }
}
