package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.Leftover;
import java.util.Collection;
import java.util.List;

/**
 * How far a deletion is.
 *
 * @param deleteLogs whether the bucket with its log files goes too
 * @param workerDone whether the worker has removed what it could
 * @param left what it could not remove, and why
 */
public record Removal(boolean deleteLogs, boolean workerDone, List<Leftover> left) {

  /** Keeps its own copy of what is left. */
  public Removal {
    left = List.copyOf(left);
  }

  /** What is left once these are removed too. */
  List<Leftover> leftAfter(Collection<InventoryItem> gone) {
    return left.stream()
        .filter(
            it ->
                gone.stream()
                    .noneMatch(item -> item.kind() == it.kind() && item.arn().equals(it.arn())))
        .toList();
  }
}
