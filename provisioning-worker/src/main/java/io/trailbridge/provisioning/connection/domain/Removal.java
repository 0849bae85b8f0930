package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.Leftover;
import io.trailbridge.contracts.provisioning.ResourceKind;
import java.util.Comparator;
import java.util.List;

/**
 * What a removal did.
 *
 * @param removed what is gone now
 * @param left what is still there and why
 * @param passing whether something is left only because AWS was busy: worth another try
 */
public record Removal(List<InventoryItem> removed, List<Leftover> left, boolean passing) {
  private static final List<ResourceKind> ORDER =
      List.of(
          ResourceKind.SUBSCRIPTION,
          ResourceKind.FUNCTION,
          ResourceKind.LOG_GROUP,
          ResourceKind.QUEUE,
          ResourceKind.TRAIL,
          ResourceKind.NOTIFICATION,
          ResourceKind.TOPIC,
          ResourceKind.BUCKET,
          ResourceKind.ROLE);

  public Removal {
    removed = List.copyOf(removed);
    left = List.copyOf(left);
  }

  /** First what depends on others, roles last: they are what lets us in. */
  public static Comparator<ResourceKind> order() {
    return Comparator.comparingInt(ORDER::indexOf);
  }
}
