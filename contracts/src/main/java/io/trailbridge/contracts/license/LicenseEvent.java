package io.trailbridge.contracts.license;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Instant;

/**
 * The messages of {@code trailbridge.license.events}, each with the whole validity that results.
 * The one with the highest version of a tenant and package counts, in whatever order they come.
 */
public sealed interface LicenseEvent {
  TenantId tenantId();

  /** What the licence is for; {@code package} on the wire. */
  LicensePackage licensePackage();

  /** Only grows per tenant and package. */
  long version();

  /** From when on {@link #valid()} holds. */
  Instant effectiveAt();

  /** Whether the tenant may use the package from {@link #effectiveAt()} on. */
  boolean valid();

  /** Inclusive. */
  Instant validFrom();

  /** Exclusive. */
  Instant validUntil();

  LicenseReason reason();

  /** The licence is valid from {@code effectiveAt} on, for the first time ever. */
  record LicenseActivated(
      TenantId tenantId,
      @JsonProperty("package") LicensePackage licensePackage,
      long version,
      Instant effectiveAt,
      boolean valid,
      Instant validFrom,
      Instant validUntil,
      LicenseReason reason)
      implements LicenseEvent {}

  /** The licence is still valid and ends soon. */
  record LicenseExpiring(
      TenantId tenantId,
      @JsonProperty("package") LicensePackage licensePackage,
      long version,
      Instant effectiveAt,
      boolean valid,
      Instant validFrom,
      Instant validUntil,
      LicenseReason reason)
      implements LicenseEvent {}

  /** The licence is not valid from {@code effectiveAt} on: it ran out or was revoked. */
  record LicenseExpired(
      TenantId tenantId,
      @JsonProperty("package") LicensePackage licensePackage,
      long version,
      Instant effectiveAt,
      boolean valid,
      Instant validFrom,
      Instant validUntil,
      LicenseReason reason)
      implements LicenseEvent {}

  /**
   * The licence goes on: its validity was changed while it ran, or it is valid again after it had
   * ended.
   */
  record LicenseRenewed(
      TenantId tenantId,
      @JsonProperty("package") LicensePackage licensePackage,
      long version,
      Instant effectiveAt,
      boolean valid,
      Instant validFrom,
      Instant validUntil,
      LicenseReason reason)
      implements LicenseEvent {}
}
