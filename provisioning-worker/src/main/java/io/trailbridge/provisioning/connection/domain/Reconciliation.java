package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.AwsCall;
import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.contracts.provisioning.InventoryItem;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one run of the reconcile ended. */
public sealed interface Reconciliation {

  /**
   * Everything is as wished.
   *
   * @param forwarding whether our subscription is there and confirmed
   * @param calls how many calls to AWS it took
   * @param slowestCall the slowest of those that were answered
   */
  record Reconciled(
      @Nullable String organizationId,
      Forwarding forwarding,
      List<InventoryItem> inventory,
      int calls,
      @Nullable AwsCall slowestCall)
      implements Reconciliation {}

  /**
   * It will pass by itself.
   *
   * @param finding what to say should it not
   */
  record Unfinished(Duration after, Finding finding, List<InventoryItem> inventory, int calls)
      implements Reconciliation {}

  /** It cannot be done until somebody acts. */
  record Failed(Finding finding, List<InventoryItem> inventory, int calls)
      implements Reconciliation {}

  /** A newer wish came in the middle; whatever is half done, its run finishes or takes back. */
  record Superseded() implements Reconciliation {}
}
