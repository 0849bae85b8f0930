package io.trailbridge.contracts.provisioning;

import io.trailbridge.contracts.shared.Arn;

/**
 * A resource in AWS that a connection uses.
 *
 * @param ours whether Trailbridge made it; only what is ours is ever removed. The access and
 *     forwarder roles are ours too, though the customer's script makes and removes them
 */
public record InventoryItem(ResourceKind kind, Arn arn, boolean ours) {}
