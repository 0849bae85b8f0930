package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.provisioning.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A finding of the worker's, with the times that only who remembers earlier looks can tell.
 *
 * @param code stable, such as {@code TRAIL_LOGGING}
 * @param resource what it is about, mostly an ARN
 * @param message what is wrong, one sentence
 * @param remedy the one thing to do about it
 * @param since when it was first found
 * @param lastGoodAt when it was last known to hold, to the hour; absent where it never was
 */
public record Trouble(
    String code,
    @Nullable String resource,
    String message,
    String remedy,
    @Nullable Instant since,
    @Nullable Instant lastGoodAt) {
  /**
   * What says who else may get in, what is recorded, or how the bucket is kept. A bucket that is
   * gone is also found as a policy and a notification that are.
   */
  private static final Set<String> BESIDE_DELIVERY =
      Set.of(
          "EXTERNAL_ID_ENFORCED",
          "CONFUSED_DEPUTY",
          "EVENT_SELECTORS",
          "TRAIL_SCOPE",
          "BUCKET_SETTINGS");

  /** As they are told now: one that was told before keeps its times. */
  static List<Trouble> of(List<Finding> findings, Condition before, Instant now) {
    return findings.stream()
        .map(
            finding ->
                before.findings().stream()
                    .filter(it -> it.isOf(finding))
                    .findFirst()
                    .map(it -> of(finding, it.since(), it.lastGoodAt()))
                    .orElseGet(() -> of(finding, now, before.goodAt())))
        .toList();
  }

  /** Whether log files may not reach us while it lasts, as with a code that nobody knows here. */
  boolean stopsDelivery() {
    return !BESIDE_DELIVERY.contains(code);
  }

  private boolean isOf(Finding finding) {
    return code.equals(finding.code()) && Objects.equals(resource, finding.resource());
  }

  private static Trouble of(
      Finding finding, @Nullable Instant since, @Nullable Instant lastGoodAt) {
    return new Trouble(
        finding.code(), finding.resource(), finding.message(), finding.remedy(), since, lastGoodAt);
  }
}
