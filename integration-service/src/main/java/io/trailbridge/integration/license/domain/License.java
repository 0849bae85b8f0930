package io.trailbridge.integration.license.domain;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The newest validity of a tenant's PUBLIC_CLOUD licence that was heard of, in microseconds, as it
 * reads back.
 *
 * @param version only grows; of two validities the higher one counts
 * @param effectiveAt from when on {@code valid} holds
 */
public record License(
    TenantId tenantId,
    long version,
    Instant effectiveAt,
    boolean valid,
    Instant validFrom,
    Instant validUntil,
    LicenseReason reason) {

  public License {
    effectiveAt = effectiveAt.truncatedTo(ChronoUnit.MICROS);
    validFrom = validFrom.truncatedTo(ChronoUnit.MICROS);
    validUntil = validUntil.truncatedTo(ChronoUnit.MICROS);
  }

  /** What an event says. */
  public static License of(LicenseEvent event) {
    return new License(
        event.tenantId(),
        event.version(),
        event.effectiveAt(),
        event.valid(),
        event.validFrom(),
        event.validUntil(),
        event.reason());
  }

  /** Whether the two give one version to two validities: one of them is a mistake. */
  public boolean contradicts(License other) {
    return version == other.version && !equals(other);
  }

  /** Whether the tenant may connect accounts now; the end counts though nobody told of it yet. */
  public boolean isLive(Instant now) {
    return valid ? !now.isBefore(validFrom) && now.isBefore(validUntil) : now.isBefore(effectiveAt);
  }

  /** When it ends, or ended, as far as is known. */
  public Instant endsAt() {
    return valid ? validUntil : effectiveAt;
  }

  /** The way of this validity to the tenant's connections. */
  public Sweep sweep() {
    return new Sweep(tenantId, version, valid, effectiveAt);
  }

  /** From when on the connections follow it. */
  public Instant dueAt() {
    return valid ? validFrom : effectiveAt;
  }

  /**
   * The newest version that has taken effect for a connection that is created now: an end that was
   * announced and is still to come must reach it too.
   */
  public long effectiveVersion() {
    return valid ? version : version - 1;
  }

  /** For people: ACTIVE, EXPIRED or REVOKED. */
  public String status(Instant now) {
    if (isLive(now)) {
      return "ACTIVE";
    }
    return reason == LicenseReason.REVOKED ? "REVOKED" : "EXPIRED";
  }
}
