package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionDeprovisioned;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionVerified;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ProvisioningFailed;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.GapId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a connection. */
public sealed interface Input {

  /** What sets a connection going, so that its licence must be known to allow it. */
  sealed interface NeedsLicense extends Input {}

  /** What a user asks for through the API. */
  sealed interface ByUser extends Input {}

  /** What the customer's script reports. */
  sealed interface ByScript extends Input {}

  /** What the tenant's licence does. */
  sealed interface ByLicense extends Input {
    /** Only grows; an older one changes nothing. */
    long version();
  }

  /** What the worker answers. */
  sealed interface ByWorker extends Input {}

  /** What the clock does. */
  sealed interface ByTimer extends Input {}

  /** A valid wish, merged from the former one and what the user changed. */
  record Edit(Wish wish) implements ByUser {}

  /**
   * Hold the connection.
   *
   * @param reason in the user's words, for the activity; null: none was told
   */
  record Pause(@Nullable String reason) implements ByUser {
    /** Without a word. */
    public Pause() {
      this(null);
    }
  }

  /**
   * Lift the user's hold.
   *
   * @param backfill whether the gap is fetched; null: as the connection's wish says
   */
  record Resume(@Nullable Boolean backfill) implements ByUser, NeedsLicense {}

  /** Look now. */
  record Verify() implements ByUser {}

  /** Fetch an interval again. */
  record Backfill(Instant from, Instant to) implements ByUser {}

  /** A new forwarder secret. */
  record RotateSecret() implements ByUser {}

  record Delete(boolean deleteLogs) implements ByUser {}

  /** The script made the roles. */
  record SetupCompleted(Arn accessRoleArn, @Nullable Arn forwarderRoleArn)
      implements ByScript, NeedsLicense {}

  /** The script removed what was left. */
  record RemovalConfirmed() implements ByScript {}

  /** The licence is not valid from {@code effectiveAt} on: it ran out or was revoked. */
  record LicenseExpired(long version, Instant effectiveAt) implements ByLicense {}

  /** The licence is valid (again). */
  record LicenseRenewed(long version) implements ByLicense {}

  record Reconciled(ConnectionReconciled result) implements ByWorker {}

  record Failed(ProvisioningFailed result) implements ByWorker {}

  record Verified(ConnectionVerified result, HealthRule rule) implements ByWorker {}

  record Deprovisioned(ConnectionDeprovisioned result) implements ByWorker {}

  /** The last slice of a gap was fetched. */
  record GapFilled(GapId gapId, long objects, long failed) implements ByWorker {}

  /** It is time to look again. */
  record VerificationDue() implements ByTimer {}

  /**
   * The intake was away for so long that notifications of this time may be lost.
   *
   * @param from inclusive
   * @param to exclusive
   */
  record IntakeWasAway(Instant from, Instant to) implements ByTimer {}
}
