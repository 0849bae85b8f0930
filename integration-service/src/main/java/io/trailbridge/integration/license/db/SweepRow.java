package io.trailbridge.integration.license.db;

import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.license.domain.Sweep;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A sweep that did not reach every connection yet; written by SQL alone. */
@Entity
@Table(name = "license_sweep")
@SuppressWarnings("NullAway.Init")
class SweepRow {
  @Id
  @Column(name = "tenant_id")
  String tenantId;

  long version;
  boolean valid;

  @Column(name = "effective_at")
  Instant effectiveAt;

  @Column(name = "due_at")
  Instant dueAt;

  Sweep toState() {
    return new Sweep(new TenantId(tenantId), version, valid, effectiveAt);
  }
}
