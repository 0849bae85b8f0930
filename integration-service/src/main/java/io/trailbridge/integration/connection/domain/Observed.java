package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.provisioning.InventoryItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the worker reported to be there.
 *
 * @param provisioned whether everything that was asked for was there
 * @param provisionedAt when that was so for the first time; null: never
 * @param organizationId of the account's organization, once known
 * @param inventory the resources in AWS
 * @param answeredGeneration the newest generation that has its answer
 */
public record Observed(
    boolean provisioned,
    @Nullable Instant provisionedAt,
    @Nullable String organizationId,
    List<InventoryItem> inventory,
    long answeredGeneration) {
  /** Nothing yet. */
  public static final Observed NOTHING = new Observed(false, null, null, List.of(), 0);

  /** Keeps its own copy of the inventory. */
  public Observed {
    inventory = List.copyOf(inventory);
  }

  /** An answer that is not the newest: what it saw may still be there, so nothing is forgotten. */
  Observed merge(Collection<InventoryItem> seen) {
    Set<InventoryItem> all = new LinkedHashSet<>(inventory);
    for (InventoryItem item : seen) {
      if (all.stream().noneMatch(known -> same(known, item))) {
        all.add(item);
      }
    }
    return withInventory(List.copyOf(all));
  }

  Observed without(Collection<InventoryItem> removed) {
    List<InventoryItem> rest = new ArrayList<>(inventory);
    rest.removeIf(known -> removed.stream().anyMatch(gone -> same(known, gone)));
    return withInventory(rest);
  }

  Observed withInventory(List<InventoryItem> items) {
    return new Observed(provisioned, provisionedAt, organizationId, items, answeredGeneration);
  }

  Observed withProvisioned(boolean now, @Nullable Instant at) {
    Instant first = provisionedAt == null && now ? at : provisionedAt;
    return new Observed(now, first, organizationId, inventory, answeredGeneration);
  }

  Observed withOrganizationId(@Nullable String id) {
    return new Observed(provisioned, provisionedAt, id, inventory, answeredGeneration);
  }

  Observed answered(long generation) {
    return new Observed(provisioned, provisionedAt, organizationId, inventory, generation);
  }

  private static boolean same(InventoryItem a, InventoryItem b) {
    return a.kind() == b.kind() && a.arn().equals(b.arn());
  }
}
