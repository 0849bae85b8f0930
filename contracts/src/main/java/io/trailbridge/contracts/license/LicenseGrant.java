package io.trailbridge.contracts.license;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The messages of {@code trailbridge.license.grants}; an order is carried out once. */
public sealed interface LicenseGrant {
  OrderId orderId();

  TenantId tenantId();

  /** What is granted or revoked; {@code package} on the wire. */
  LicensePackage licensePackage();

  /**
   * A tenant bought or prolonged a licence.
   *
   * @param validFrom inclusive; absent: from now on
   * @param validUntil exclusive
   */
  record LicenseGranted(
      OrderId orderId,
      TenantId tenantId,
      @JsonProperty("package") LicensePackage licensePackage,
      @Nullable Instant validFrom,
      Instant validUntil)
      implements LicenseGrant {}

  /** A licence is taken back now. */
  record LicenseRevoked(
      OrderId orderId, TenantId tenantId, @JsonProperty("package") LicensePackage licensePackage)
      implements LicenseGrant {}
}
