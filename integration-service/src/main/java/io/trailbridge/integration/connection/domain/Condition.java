package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.contracts.provisioning.Health;
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
 */
public record Condition(
    Health health,
    List<Finding> findings,
    int failures,
    @Nullable Instant failingSince,
    int successes) {
  /** Before anything was looked at. */
  public static final Condition UNKNOWN = new Condition(Health.UNKNOWN, List.of(), 0, null, 0);

  /** Keeps its own copy of the findings. */
  public Condition {
    findings = List.copyOf(findings);
  }

  /** A fresh start with what a reconcile found. */
  static Condition afterReconcile(List<Finding> findings) {
    return new Condition(Health.UNKNOWN, findings, 0, null, 0);
  }

  static Condition lost(List<Finding> findings, Instant now) {
    return new Condition(Health.LOST, findings, 0, now, 0);
  }
}
