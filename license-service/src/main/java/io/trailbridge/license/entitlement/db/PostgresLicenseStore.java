package io.trailbridge.license.entitlement.db;

import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.LicenseStore;
import io.trailbridge.license.entitlement.domain.License;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Licences in the database of license-service. */
@ApplicationScoped
class PostgresLicenseStore implements LicenseStore {
  private final EntityManager entities;

  PostgresLicenseStore(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public boolean knows(LicensePackage licensePackage) {
    return !entities
        .createNativeQuery("select package from license_package where package = ?1", String.class)
        .setParameter(1, licensePackage.value())
        .getResultList()
        .isEmpty();
  }

  @Override
  public Optional<License> find(TenantId tenantId, LicensePackage licensePackage) {
    return row(tenantId, licensePackage, LockModeType.NONE).map(LicenseRow::toState);
  }

  @Override
  public Optional<License> lock(TenantId tenantId, LicensePackage licensePackage) {
    // Where there is no row yet, there is none to lock: two first grants would both insert.
    entities
        .createNativeQuery("select pg_advisory_xact_lock(hashtextextended(?1, 0))", Object.class)
        .setParameter(1, "license/" + tenantId + "/" + licensePackage)
        .getSingleResult();
    return row(tenantId, licensePackage, LockModeType.PESSIMISTIC_WRITE).map(LicenseRow::toState);
  }

  @Override
  public List<License> lockDue(Instant now, int limit) {
    return entities
        .unwrap(Session.class)
        .createSelectionQuery("from LicenseRow where dueAt <= ?1 order by dueAt", LicenseRow.class)
        .setParameter(1, now)
        .setMaxResults(limit)
        .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
        .getResultList()
        .stream()
        .map(LicenseRow::toState)
        .toList();
  }

  @Override
  public Optional<Instant> nextDue() {
    return Optional.ofNullable(
        entities.createQuery("select min(dueAt) from LicenseRow", Instant.class).getSingleResult());
  }

  @Override
  public void save(License license, Optional<Instant> dueAt) {
    LicenseRow row =
        row(license.tenantId(), license.licensePackage(), LockModeType.NONE)
            .orElseGet(
                () ->
                    new LicenseRow(
                        LicenseRow.Key.of(license.tenantId(), license.licensePackage())));
    row.from(license, dueAt);
    entities.persist(row);
  }

  @Override
  public List<License> expiring(Instant before, @Nullable Place after, int limit) {
    var query =
        entities
            .createQuery(
                "from LicenseRow where runningUntil < ?1"
                    + (after == null
                        ? ""
                        : " and (runningUntil, key.tenantId, key.licensePackage) > (?2, ?3, ?4)")
                    + " order by runningUntil, key.tenantId, key.licensePackage",
                LicenseRow.class)
            .setParameter(1, before)
            .setMaxResults(limit);
    if (after != null) {
      query
          .setParameter(2, after.validUntil())
          .setParameter(3, after.tenantId().value())
          .setParameter(4, after.licensePackage().value());
    }
    return query.getResultList().stream().map(LicenseRow::toState).toList();
  }

  private Optional<LicenseRow> row(
      TenantId tenantId, LicensePackage licensePackage, LockModeType lock) {
    return Optional.ofNullable(
        entities.find(LicenseRow.class, LicenseRow.Key.of(tenantId, licensePackage), lock));
  }
}
