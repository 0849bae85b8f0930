package io.trailbridge.license.entitlement.domain;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpiring;
import io.trailbridge.contracts.license.LicenseEvent.LicenseRenewed;
import io.trailbridge.contracts.license.LicenseReason;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The event that follows from what the others know and what is. */
final class Announcement {
  private Announcement() {}

  /** Empty where the others know already that {@code running} is running, or that nothing is. */
  static Optional<LicenseEvent> of(License license, @Nullable Period running, Instant at) {
    Period known = license.announced();
    if (running != null) {
      return running.equals(known) ? Optional.empty() : Optional.of(started(license, running, at));
    }
    return known == null ? Optional.empty() : Optional.of(over(license, known, at));
  }

  static LicenseEvent expiring(License license, Period period, Instant at) {
    return new LicenseExpiring(
        license.tenantId(),
        license.licensePackage(),
        license.version() + 1,
        at,
        true,
        period.from(),
        period.until(),
        LicenseReason.EXPIRING);
  }

  /** The first time it is activated; each later time it is the same licence that goes on. */
  private static LicenseEvent started(License license, Period period, Instant at) {
    return license.activated()
        ? new LicenseRenewed(
            license.tenantId(),
            license.licensePackage(),
            license.version() + 1,
            at,
            true,
            period.from(),
            period.until(),
            LicenseReason.RENEWED)
        : new LicenseActivated(
            license.tenantId(),
            license.licensePackage(),
            license.version() + 1,
            at,
            true,
            period.from(),
            period.until(),
            LicenseReason.GRANTED);
  }

  private static LicenseEvent over(License license, Period known, Instant at) {
    Period last = license.ended() == null ? known : license.ended();
    return new LicenseExpired(
        license.tenantId(),
        license.licensePackage(),
        license.version() + 1,
        at,
        false,
        last.from(),
        last.until(),
        license.revoked() ? LicenseReason.REVOKED : LicenseReason.EXPIRED);
  }
}
