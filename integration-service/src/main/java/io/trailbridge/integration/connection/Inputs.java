package io.trailbridge.integration.connection;

import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.integration.connection.domain.Input;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How inputs are called in the history and in logs. */
final class Inputs {
  private Inputs() {}

  record Words(String action, @Nullable String reason) {}

  static Words words(Input input) {
    return switch (input) {
      case Input.Edit _ -> new Words("edit", null);
      case Input.Pause _ -> new Words("pause", null);
      case Input.Resume _ -> new Words("resume", null);
      case Input.Verify _ -> new Words("verify", null);
      case Input.Backfill it -> new Words("backfill", it.from() + " to " + it.to());
      case Input.RotateSecret _ -> new Words("rotate-secret", null);
      case Input.Delete it -> new Words("delete", it.deleteLogs() ? "with its logs" : null);
      case Input.SetupCompleted _ -> new Words("setup-completed", null);
      case Input.RemovalConfirmed _ -> new Words("removal-confirmed", null);
      case Input.LicenseExpired it -> new Words("license-expired", "version " + it.version());
      case Input.LicenseRenewed it -> new Words("license-renewed", "version " + it.version());
      case Input.Reconciled it -> new Words("reconciled", codes(it.result().findings()));
      case Input.Failed it -> new Words("provisioning-failed", it.result().finding().code());
      case Input.Verified it -> new Words("verified", failed(it.result().checks()));
      case Input.Deprovisioned it ->
          new Words("deprovisioned", it.result().left().isEmpty() ? null : "some things are left");
      case Input.GapFilled it ->
          new Words("backfilled", it.objects() + " log files, " + it.failed() + " failed");
      case Input.VerificationDue _ -> new Words("verification-due", null);
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
