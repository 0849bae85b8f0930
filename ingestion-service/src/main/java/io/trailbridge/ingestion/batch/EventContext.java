package io.trailbridge.ingestion.batch;

import io.trailbridge.contracts.shared.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an event takes from its batch.
 *
 * @param deliveredAt when CloudTrail delivered the file, by its key; absent where the key tells
 *     nothing
 * @param processedAt when this service works on it
 */
public record EventContext(TenantId tenant, @Nullable Instant deliveredAt, Instant processedAt) {}
