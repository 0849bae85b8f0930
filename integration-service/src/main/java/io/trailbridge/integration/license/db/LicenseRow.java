package io.trailbridge.integration.license.db;

import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.license.domain.License;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A licence as it stands in the table; written by SQL alone. */
@Entity
@Table(name = "license")
@SuppressWarnings("NullAway.Init")
class LicenseRow {
  @Id
  @Column(name = "tenant_id")
  String tenantId;

  long version;

  @Column(name = "effective_at")
  Instant effectiveAt;

  boolean valid;

  @Column(name = "valid_from")
  Instant validFrom;

  @Column(name = "valid_until")
  Instant validUntil;

  String reason;

  License toState() {
    return new License(
        new TenantId(tenantId),
        version,
        effectiveAt,
        valid,
        validFrom,
        validUntil,
        LicenseReason.valueOf(reason));
  }
}
