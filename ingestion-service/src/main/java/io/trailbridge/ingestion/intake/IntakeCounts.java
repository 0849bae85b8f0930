package io.trailbridge.ingestion.intake;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * What the intake counted: {@code trailbridge_intake_requests_total} by {@code outcome} (taken,
 * ignored, deferred, refused) and {@code reason}, a fixed set of codes.
 */
@ApplicationScoped
class IntakeCounts {
  private static final String NAME = "trailbridge.intake.requests";

  private final MeterRegistry registry;

  IntakeCounts(MeterRegistry registry) {
    this.registry = registry;
  }

  void taken() {
    count("taken", "none");
  }

  void ignored(String reason) {
    count("ignored", reason);
  }

  void deferred(String reason) {
    count("deferred", reason);
  }

  void refused(String reason) {
    count("refused", reason);
  }

  private void count(String outcome, String reason) {
    registry.counter(NAME, "outcome", outcome, "reason", reason).increment();
  }
}
