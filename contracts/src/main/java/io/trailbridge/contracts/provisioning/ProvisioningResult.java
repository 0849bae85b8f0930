package io.trailbridge.contracts.provisioning;

import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.GapId;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of {@code trailbridge.provisioning.results}. */
public sealed interface ProvisioningResult {
  ConnectionId connectionId();

  TenantId tenantId();

  /**
   * What is there now, in full; answers Provision, Pause, Resume and Update.
   *
   * @param generation of the command that it answers
   * @param provisioned whether everything that the spec asks for is there
   * @param forwarding whether our subscription is there and confirmed
   * @param organizationId of the account's organization; absent outside one
   * @param secretVersion that the forwarder uses now
   * @param awsCalls how many calls it took
   * @param durationMs how long it took, in milliseconds
   * @param slowestCall the slowest of the calls that were answered; absent where there was none
   */
  record ConnectionReconciled(
      ConnectionId connectionId,
      TenantId tenantId,
      long generation,
      boolean provisioned,
      Forwarding forwarding,
      @Nullable String organizationId,
      List<InventoryItem> inventory,
      List<Finding> findings,
      int secretVersion,
      int awsCalls,
      long durationMs,
      @Nullable AwsCall slowestCall)
      implements ProvisioningResult {

    /** Absent collections are empty ones. */
    public ConnectionReconciled {
      inventory = inventory == null ? List.of() : List.copyOf(inventory);
      findings = findings == null ? List.of() : List.copyOf(findings);
    }
  }

  /**
   * It cannot be done until somebody acts.
   *
   * @param inventory what is there nevertheless
   */
  record ProvisioningFailed(
      ConnectionId connectionId,
      TenantId tenantId,
      long generation,
      Finding finding,
      List<InventoryItem> inventory)
      implements ProvisioningResult {

    /** An absent inventory is an empty one. */
    public ProvisioningFailed {
      inventory = inventory == null ? List.of() : List.copyOf(inventory);
    }
  }

  /**
   * The verification chain as it was found.
   *
   * @param checks in the order of the chain; the first that failed is the reason
   * @param lastDeliveryAt when CloudTrail last delivered a file or digest, as AWS tells it
   */
  record ConnectionVerified(
      ConnectionId connectionId,
      TenantId tenantId,
      long generation,
      Health health,
      List<Check> checks,
      @Nullable Instant lastDeliveryAt)
      implements ProvisioningResult {

    /** Absent checks are none. */
    public ConnectionVerified {
      checks = checks == null ? List.of() : List.copyOf(checks);
    }
  }

  /**
   * A slice of a gap is on its way to ingestion.
   *
   * @param objects how many log files were found and handed on
   * @param failed how many could not be
   */
  record BackfillFinished(
      ConnectionId connectionId,
      TenantId tenantId,
      GapId gapId,
      AccountId account,
      AwsRegion logRegion,
      Instant from,
      Instant to,
      long objects,
      long failed)
      implements ProvisioningResult {}

  /**
   * What was ours is removed as far as it could be.
   *
   * @param removed what is gone now
   * @param left what is still there and why
   */
  record ConnectionDeprovisioned(
      ConnectionId connectionId,
      TenantId tenantId,
      long generation,
      List<InventoryItem> removed,
      List<Leftover> left)
      implements ProvisioningResult {

    /** Absent collections are empty ones. */
    public ConnectionDeprovisioned {
      removed = removed == null ? List.of() : List.copyOf(removed);
      left = left == null ? List.of() : List.copyOf(left);
    }
  }
}
