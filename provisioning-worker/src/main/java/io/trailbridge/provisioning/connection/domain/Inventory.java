package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import java.util.ArrayList;
import java.util.List;

/** What a run has found or made so far; belongs to one run. */
public final class Inventory {
  private final List<InventoryItem> items = new ArrayList<>();

  /** Something that Trailbridge made. */
  public void ours(ResourceKind kind, Arn arn) {
    items.add(new InventoryItem(kind, arn, true));
  }

  /** Something that the customer made, and that is only used. */
  public void theirs(ResourceKind kind, Arn arn) {
    items.add(new InventoryItem(kind, arn, false));
  }

  /** As it stands now. */
  public List<InventoryItem> items() {
    return List.copyOf(items);
  }
}
