package io.trailbridge.integration.connection;

import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.integration.activity.domain.ActorKind;
import io.trailbridge.integration.connection.domain.Input;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How inputs are called in the history and in logs. */
final class Inputs {
  private Inputs() {}

  /**
   * One input.
   *
   * @param kind who stands behind it
   * @param action in lower case, with dashes
   */
  record Words(ActorKind kind, String action, @Nullable String reason) {}

  static Words words(Input input) {
    return switch (input) {
      case Input.Edit _ -> new Words(ActorKind.USER, "edit", null);
      case Input.Pause it -> new Words(ActorKind.USER, "pause", it.reason());
      case Input.Resume _ -> new Words(ActorKind.USER, "resume", null);
      case Input.Verify _ -> new Words(ActorKind.USER, "verify", null);
      case Input.Backfill it -> new Words(ActorKind.USER, "backfill", it.from() + " to " + it.to());
      case Input.RotateSecret _ -> new Words(ActorKind.USER, "rotate-secret", null);
      case Input.Delete it ->
          new Words(ActorKind.USER, "delete", it.deleteLogs() ? "with its logs" : null);
      case Input.SetupCompleted _ -> new Words(ActorKind.USER, "setup-completed", null);
      case Input.RemovalConfirmed _ -> new Words(ActorKind.USER, "removal-confirmed", null);
      case Input.LicenseExpired it ->
          new Words(ActorKind.LICENSE, "license-expired", "version " + it.version());
      case Input.LicenseRenewed it ->
          new Words(ActorKind.LICENSE, "license-renewed", "version " + it.version());
      case Input.Reconciled it ->
          new Words(ActorKind.SYSTEM, "reconciled", codes(it.result().findings()));
      case Input.Failed it ->
          new Words(ActorKind.SYSTEM, "provisioning-failed", it.result().finding().code());
      case Input.Verified it ->
          new Words(ActorKind.HEALTH, "verified", failed(it.result().checks()));
      case Input.Deprovisioned it ->
          new Words(
              ActorKind.SYSTEM,
              "deprovisioned",
              it.result().left().isEmpty() ? null : "some things are left");
      case Input.GapFilled it ->
          new Words(
              ActorKind.SYSTEM,
              "backfilled",
              it.objects() + " log files, " + it.failed() + " failed");
      case Input.VerificationDue _ -> new Words(ActorKind.HEALTH, "verification-due", null);
      case Input.IntakeWasAway it ->
          new Words(ActorKind.SYSTEM, "intake-was-away", it.from() + " to " + it.to());
    };
  }

  private static @Nullable String codes(List<Finding> findings) {
    return findings.isEmpty()
        ? null
        : String.join(", ", findings.stream().map(Finding::code).toList());
  }

  private static @Nullable String failed(List<Check> checks) {
    return checks.stream().filter(it -> !it.passed()).map(Check::code).findFirst().orElse(null);
  }
}
