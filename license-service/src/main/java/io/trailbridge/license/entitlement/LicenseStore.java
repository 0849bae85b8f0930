package io.trailbridge.license.entitlement;

import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.domain.License;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where licences are kept. Every method needs an open transaction. */
public interface LicenseStore {

  /** Whether there is such a package. */
  boolean knows(LicensePackage licensePackage);

  /** The licence as it stands; empty where nothing was ever granted. */
  Optional<License> find(TenantId tenantId, LicensePackage licensePackage);

  /**
   * As {@link #find}, and nobody else changes it, nor makes it, until the transaction ends: others
   * wait.
   */
  Optional<License> lock(TenantId tenantId, LicensePackage licensePackage);

  /**
   * Licences that are due, the longest overdue first, locked until the transaction ends. What
   * somebody else has locked is left out, not waited for.
   */
  List<License> lockDue(Instant now, int limit);

  /** When the next licence is due, over all. */
  Optional<Instant> nextDue();

  /** Keeps licences, and when time will change each next. */
  void save(Map<License, Optional<Instant>> dueAt);

  /** Keeps a licence, and when time will change it next. */
  default void save(License license, Optional<Instant> dueAt) {
    save(Map.of(license, dueAt));
  }

  /**
   * Valid licences by the end of their running period, soonest first.
   *
   * @param before only what ends before that
   * @param after only what comes after that place
   */
  List<License> expiring(Instant before, @Nullable Place after, int limit);

  /** The place of a licence in {@link #expiring}. */
  record Place(Instant validUntil, TenantId tenantId, LicensePackage licensePackage) {}
}
