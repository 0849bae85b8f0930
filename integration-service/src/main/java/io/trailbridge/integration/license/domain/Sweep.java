package io.trailbridge.integration.license.domain;

import io.trailbridge.contracts.shared.TenantId;
import java.time.Instant;

/**
 * A change of a licence on its way to the tenant's connections.
 *
 * @param valid whether they are to be released; else held
 * @param effectiveAt when the change took effect
 */
public record Sweep(TenantId tenantId, long version, boolean valid, Instant effectiveAt) {}
