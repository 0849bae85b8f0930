package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.provisioning.ConnectionSpec;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a run has found or made so far; belongs to one run. */
public final class Inventory {
  private final List<InventoryItem> items = new ArrayList<>();

  /** With the roles that the customer made for the connection. */
  public static Inventory of(ConnectionSpec spec) {
    Inventory inventory = new Inventory();
    inventory.items.addAll(roles(spec));
    return inventory;
  }

  /** The roles, which the customer's script makes and removes. */
  public static List<InventoryItem> roles(ConnectionSpec spec) {
    return Stream.of(spec.accessRoleArn(), spec.forwarderRoleArn())
        .filter(Objects::nonNull)
        .map(role -> new InventoryItem(ResourceKind.ROLE, role, true))
        .toList();
  }

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
