package io.trailbridge.integration.ops;

import io.trailbridge.contracts.provisioning.AwsCall;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the worker in a customer's account took.
 *
 * @param at when its answer came
 * @param calls how many requests it sent to AWS
 * @param took from the command to the answer
 * @param slowest of its calls; null: the worker did not say
 */
public record Run(
    ConnectionId connection,
    TenantId tenant,
    Instant at,
    int calls,
    Duration took,
    @Nullable AwsCall slowest) {}
