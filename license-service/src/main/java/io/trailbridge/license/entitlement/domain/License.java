package io.trailbridge.license.entitlement.domain;

import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one tenant's licence for one package. Only facts: whether it is valid is asked
 * of {@link LicenseRules}, with the time.
 *
 * @param version grows with every change, 0 before the first
 * @param periods what was granted and is not over, oldest first, never touching each other
 * @param announced the period that the others know to be running, null where they know of none
 * @param ended the last period that ran out or was revoked
 * @param revoked whether {@code ended} was revoked
 * @param activated whether the licence has ever been announced
 * @param announcedUpTo up to when all that happened has been announced
 */
public record License(
    TenantId tenantId,
    LicensePackage licensePackage,
    long version,
    List<Period> periods,
    @Nullable Period announced,
    @Nullable Period ended,
    boolean revoked,
    boolean activated,
    Instant announcedUpTo) {

  public License {
    periods = List.copyOf(periods);
  }

  /** The licence of a tenant that never had one. */
  public static License none(TenantId tenantId, LicensePackage licensePackage) {
    return new License(
        tenantId, licensePackage, 0, List.of(), null, null, false, false, Instant.EPOCH);
  }

  /** Whether anything was ever granted. */
  public boolean exists() {
    return version > 0;
  }

  /** The same licence, where other periods are granted and not over. */
  public License withPeriods(List<Period> next) {
    return with(version, next, announced, ended, revoked, announcedUpTo);
  }

  License withVersion(long next) {
    return with(next, periods, announced, ended, revoked, announcedUpTo);
  }

  License passing(Instant at) {
    Instant upTo = at.isAfter(announcedUpTo) ? at : announcedUpTo;
    return with(version, periods, announced, ended, revoked, upTo);
  }

  License endedWith(Period last) {
    List<Period> others = periods.stream().filter(period -> !period.equals(last)).toList();
    return with(version, others, announced, last, false, announcedUpTo);
  }

  License revokedWith(Period last) {
    return with(version, List.of(), announced, last, true, announcedUpTo);
  }

  License announcing(@Nullable Period running, long next) {
    return with(next, periods, running, ended, revoked, announcedUpTo);
  }

  private License with(
      long nextVersion,
      List<Period> nextPeriods,
      @Nullable Period nextAnnounced,
      @Nullable Period nextEnded,
      boolean nextRevoked,
      Instant upTo) {
    return new License(
        tenantId,
        licensePackage,
        nextVersion,
        nextPeriods,
        nextAnnounced,
        nextEnded,
        nextRevoked,
        activated || nextAnnounced != null,
        upTo);
  }
}
