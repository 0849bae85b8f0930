package io.trailbridge.license.entitlement;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.domain.Standing.Status;
import java.time.Instant;

/**
 * A licence as others see it: the running period, else the next one, else the last one.
 *
 * @param version that of the newest event, or later; only grows
 * @param validFrom inclusive
 * @param validUntil exclusive; of a licence that was revoked while it ran: when
 */
public record LicenseView(
    TenantId tenantId,
    @JsonProperty("package") LicensePackage licensePackage,
    Status status,
    Instant validFrom,
    Instant validUntil,
    long version) {}
