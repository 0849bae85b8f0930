package io.trailbridge.license.entitlement.db;

import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.domain.License;
import io.trailbridge.license.entitlement.domain.Period;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

/** A licence, as a row of {@code license}. */
@Entity
@Table(name = "license")
class LicenseRow {
  @EmbeddedId Key key;

  long version;

  @Column(name = "running_from")
  @Nullable Instant runningFrom;

  @Column(name = "running_until")
  @Nullable Instant runningUntil;

  @Column(name = "ended_from")
  @Nullable Instant endedFrom;

  @Column(name = "ended_until")
  @Nullable Instant endedUntil;

  boolean revoked;

  boolean activated;

  @Column(name = "announced_up_to")
  Instant announcedUpTo = Instant.EPOCH;

  @Column(name = "due_at")
  @Nullable Instant dueAt;

  @Version long revision;

  @ElementCollection
  @CollectionTable(
      name = "license_period",
      joinColumns = {
        @JoinColumn(name = "tenant_id", referencedColumnName = "tenant_id"),
        @JoinColumn(name = "package", referencedColumnName = "package")
      })
  @BatchSize(size = 100)
  List<PeriodRow> periods = new ArrayList<>();

  /** For Hibernate. */
  protected LicenseRow() {
    this(new Key("", ""));
  }

  LicenseRow(Key key) {
    this.key = key;
  }

  License toState() {
    return new License(
        new TenantId(key.tenantId()),
        new LicensePackage(key.licensePackage()),
        version,
        periods.stream()
            .map(PeriodRow::toState)
            .sorted(Comparator.comparing(Period::from))
            .toList(),
        period(runningFrom, runningUntil),
        period(endedFrom, endedUntil),
        revoked,
        activated,
        announcedUpTo);
  }

  void from(License license, Optional<Instant> due) {
    version = license.version();
    runningFrom = license.announced() == null ? null : license.announced().from();
    runningUntil = license.announced() == null ? null : license.announced().until();
    endedFrom = license.ended() == null ? null : license.ended().from();
    endedUntil = license.ended() == null ? null : license.ended().until();
    revoked = license.revoked();
    activated = license.activated();
    announcedUpTo = license.announcedUpTo();
    dueAt = due.orElse(null);
    List<PeriodRow> rows = license.periods().stream().map(PeriodRow::from).toList();
    if (!rows.equals(periods)) {
      periods.clear();
      periods.addAll(rows);
    }
  }

  private static @Nullable Period period(@Nullable Instant from, @Nullable Instant until) {
    return from == null || until == null ? null : new Period(from, until);
  }

  /** Whose licence, for what. */
  @Embeddable
  record Key(
      @Column(name = "tenant_id") String tenantId,
      @Column(name = "package") String licensePackage) {

    static Key of(TenantId tenantId, LicensePackage licensePackage) {
      return new Key(tenantId.value(), licensePackage.value());
    }
  }
}
