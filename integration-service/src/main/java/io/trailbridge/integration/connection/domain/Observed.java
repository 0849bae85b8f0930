package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
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
  /** What may stand where the customer's trail once led. */
  private static final Set<ResourceKind> ELSEWHERE =
      EnumSet.of(ResourceKind.NOTIFICATION, ResourceKind.SUBSCRIPTION, ResourceKind.TOPIC);

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

  /** What was seen, and what is ours at a place where nobody looked: it may still be there. */
  Observed withSeen(Collection<InventoryItem> seen) {
    List<InventoryItem> all = new ArrayList<>(seen);
    inventory.stream()
        .filter(InventoryItem::ours)
        .filter(known -> seen.stream().noneMatch(item -> covers(item, known)))
        .filter(known -> ELSEWHERE.contains(known.kind()))
        .forEach(all::add);
    return withInventory(all);
  }

  /** Who saw a topic, or a subscription of it, saw all subscriptions of ours to it. */
  private static boolean covers(InventoryItem item, InventoryItem known) {
    return same(item, known)
        || (known.kind() == ResourceKind.SUBSCRIPTION && topic(known).equals(topic(item)));
  }

  private static String topic(InventoryItem item) {
    String arn = item.arn().value();
    return switch (item.kind()) {
      case SUBSCRIPTION -> arn.substring(0, arn.lastIndexOf(':'));
      case TOPIC, BUCKET, NOTIFICATION, TRAIL, QUEUE, FUNCTION, LOG_GROUP, ROLE -> arn;
    };
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
