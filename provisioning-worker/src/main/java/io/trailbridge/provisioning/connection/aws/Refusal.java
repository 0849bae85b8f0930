package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.provisioning.connection.domain.Fault;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Verdict;
import org.jspecify.annotations.Nullable;

/** A refusal of AWS, judged; ends a run and never leaves the door. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;
  private final transient Fault fault;

  Refusal(Verdict verdict, Fault fault) {
    super(fault.action() + ": " + fault.code(), null, false, false);
    this.verdict = verdict;
    this.fault = fault;
  }

  /** What we refuse ourselves, on what AWS told us. */
  static Refusal of(FindingCode code, String action, @Nullable String resource) {
    return new Refusal(
        new Verdict.GiveUp(code.about(resource)), new Fault(action, resource, code.name(), 0, ""));
  }

  Verdict verdict() {
    return verdict;
  }

  Fault fault() {
    return fault;
  }
}
