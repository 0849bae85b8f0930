package io.trailbridge.contracts.provisioning;

import io.trailbridge.contracts.shared.Arn;

/**
 * What the worker could not or was not to remove.
 *
 * @param reason one sentence
 */
public record Leftover(ResourceKind kind, Arn arn, String reason) {}
