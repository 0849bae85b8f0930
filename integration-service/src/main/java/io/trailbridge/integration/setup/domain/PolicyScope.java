package io.trailbridge.integration.setup.domain;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.Partition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What decides a connection's policies.
 *
 * @param inventory what is known of the account; a repair narrows what the first set-up could not
 *     name yet
 */
public record PolicyScope(
    RoleNames names,
    boolean organization,
    Resources resources,
    Delivery delivery,
    List<InventoryItem> inventory) {

  /** Keeps its own copy. */
  public PolicyScope {
    inventory = List.copyOf(inventory);
  }

  Partition partition() {
    return names.partition();
  }

  boolean pull() {
    return delivery == Delivery.PULL;
  }

  @Nullable Arn kmsKey() {
    return switch (resources) {
      case Resources.New ours -> ours.kmsKeyArn();
      case Resources.Existing theirs -> theirs.kmsKeyArn();
    };
  }

  /** The customer's bucket, once the worker has seen it. */
  Optional<Arn> knownBucket() {
    return inventory.stream()
        .filter(it -> it.kind() == ResourceKind.BUCKET)
        .map(InventoryItem::arn)
        .findFirst();
  }

  /** The customer's topic, once it is known. */
  Optional<Arn> knownTopic() {
    return inventory.stream()
        .filter(it -> it.kind() == ResourceKind.TOPIC && !it.ours())
        .map(InventoryItem::arn)
        .findFirst();
  }
}
