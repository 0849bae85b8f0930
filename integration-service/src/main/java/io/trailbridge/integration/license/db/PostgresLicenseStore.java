package io.trailbridge.integration.license.db;

import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.license.LicenseStore;
import io.trailbridge.integration.license.domain.License;
import io.trailbridge.integration.license.domain.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Timeouts;

/** Licences and sweeps in PostgreSQL. */
@ApplicationScoped
class PostgresLicenseStore implements LicenseStore {
  private final EntityManager entities;

  PostgresLicenseStore(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Optional<License> find(TenantId tenant) {
    return Optional.ofNullable(entities.find(LicenseRow.class, tenant.value()))
        .map(LicenseRow::toState);
  }

  @Override
  public Optional<License> share(TenantId tenant) {
    return Optional.ofNullable(
            entities.find(LicenseRow.class, tenant.value(), LockModeType.PESSIMISTIC_READ))
        .map(LicenseRow::toState);
  }

  @Override
  public boolean offer(License license) {
    return entities
            .createNativeQuery(
                "insert into license (tenant_id, version, effective_at, valid, valid_from,"
                    + " valid_until, reason) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                    + " on conflict (tenant_id) do update set version = excluded.version,"
                    + " effective_at = excluded.effective_at, valid = excluded.valid,"
                    + " valid_from = excluded.valid_from, valid_until = excluded.valid_until,"
                    + " reason = excluded.reason where license.version < excluded.version")
            .setParameter(1, license.tenantId().value())
            .setParameter(2, license.version())
            .setParameter(3, license.effectiveAt())
            .setParameter(4, license.valid())
            .setParameter(5, license.validFrom())
            .setParameter(6, license.validUntil())
            .setParameter(7, license.reason().name())
            .executeUpdate()
        == 1;
  }

  @Override
  public void schedule(Sweep sweep, Instant dueAt) {
    entities
        .createNativeQuery(
            "insert into license_sweep (tenant_id, version, valid, effective_at, due_at)"
                + " values (?1, ?2, ?3, ?4, ?5)"
                + " on conflict (tenant_id) do update set version = excluded.version,"
                + " valid = excluded.valid, effective_at = excluded.effective_at,"
                + " due_at = excluded.due_at where license_sweep.version < excluded.version")
        .setParameter(1, sweep.tenantId().value())
        .setParameter(2, sweep.version())
        .setParameter(3, sweep.valid())
        .setParameter(4, sweep.effectiveAt())
        .setParameter(5, dueAt)
        .executeUpdate();
  }

  @Override
  public Optional<Sweep> takeDue(Instant now) {
    return entities
        .createQuery("from SweepRow where dueAt <= ?1 order by dueAt", SweepRow.class)
        .setParameter(1, now)
        .setMaxResults(1)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .setHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
        .getResultList()
        .stream()
        .findFirst()
        .map(SweepRow::toState);
  }

  @Override
  public void finish(Sweep sweep) {
    entities
        .createNativeQuery("delete from license_sweep where tenant_id = ?1 and version = ?2")
        .setParameter(1, sweep.tenantId().value())
        .setParameter(2, sweep.version())
        .executeUpdate();
  }
}
