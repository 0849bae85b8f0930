package io.trailbridge.contracts.provisioning;

import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.GapId;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of {@code trailbridge.provisioning.commands}. Each may come twice, late or out of
 * order; one of an older generation than {@code connection.state} shows is skipped.
 */
public sealed interface ProvisioningCommand {
  ConnectionId connectionId();

  TenantId tenantId();

  /** Counts the changes of the wish; Verify and Backfill carry the one that they found. */
  long generation();

  ConnectionSpec spec();

  /** Make or adopt the resources. Answered by ConnectionReconciled or ProvisioningFailed. */
  record ProvisionConnection(
      ConnectionId connectionId, TenantId tenantId, long generation, ConnectionSpec spec)
      implements ProvisioningCommand {}

  /** Take our subscription away; the spec says forwarding OFF. */
  record PauseForwarding(
      ConnectionId connectionId, TenantId tenantId, long generation, ConnectionSpec spec)
      implements ProvisioningCommand {}

  /** Subscribe again; the spec says forwarding ON. */
  record ResumeForwarding(
      ConnectionId connectionId, TenantId tenantId, long generation, ConnectionSpec spec)
      implements ProvisioningCommand {}

  /** Bring what is there to a changed spec. */
  record UpdateConnection(
      ConnectionId connectionId, TenantId tenantId, long generation, ConnectionSpec spec)
      implements ProvisioningCommand {}

  /** Look whether all is well. Answered by ConnectionVerified. */
  record VerifyConnection(
      ConnectionId connectionId, TenantId tenantId, long generation, ConnectionSpec spec)
      implements ProvisioningCommand {}

  /**
   * Fetch the log files of one account, or of a whole organization, of one region and day that were
   * delivered in an interval.
   *
   * @param account whose log files
   * @param logRegion the region in the key of the log files
   * @param from inclusive
   * @param to exclusive
   * @param wholeOrganization true: the log files of every account that the organization's folder in
   *     the bucket names, and those of {@code account} beside it; absent: of {@code account} alone
   */
  record BackfillLogs(
      ConnectionId connectionId,
      TenantId tenantId,
      long generation,
      ConnectionSpec spec,
      GapId gapId,
      AccountId account,
      AwsRegion logRegion,
      Instant from,
      Instant to,
      @Nullable Boolean wholeOrganization)
      implements ProvisioningCommand {}

  /**
   * Remove what is ours. Answered by ConnectionDeprovisioned.
   *
   * @param deleteLogs whether the bucket is emptied and removed too
   * @param inventory what integration-service knows of
   */
  record DeprovisionConnection(
      ConnectionId connectionId,
      TenantId tenantId,
      long generation,
      ConnectionSpec spec,
      boolean deleteLogs,
      List<InventoryItem> inventory)
      implements ProvisioningCommand {

    /** An absent inventory is an empty one. */
    public DeprovisionConnection {
      inventory = inventory == null ? List.of() : List.copyOf(inventory);
    }
  }
}
