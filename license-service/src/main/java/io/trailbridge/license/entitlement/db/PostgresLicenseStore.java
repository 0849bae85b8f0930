package io.trailbridge.license.entitlement.db;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.LicenseStore;
import io.trailbridge.license.entitlement.domain.License;
import io.trailbridge.license.entitlement.domain.Period;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Licences in the database of license-service, by SQL: a thousand cost as many calls as one. */
@ApplicationScoped
class PostgresLicenseStore implements LicenseStore {
  private static final String OF_ONE = "select * from license where tenant_id = ? and package = ?";

  private static final String DUE =
      """
      select * from license where due_at <= ?
      order by due_at limit ? for update skip locked
      """;

  private static final String ENDING =
      """
      select * from license where running_until < ?
        and (running_until, tenant_id, package) > (?, ?, ?)
      order by running_until, tenant_id, package limit ?
      """;

  private static final String SAVE =
      """
      insert into license (tenant_id, package, version, running_from, running_until, ended_from,
        ended_until, revoked, activated, announced_up_to, due_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (tenant_id, package) do update set
        version = excluded.version, running_from = excluded.running_from,
        running_until = excluded.running_until, ended_from = excluded.ended_from,
        ended_until = excluded.ended_until, revoked = excluded.revoked,
        activated = excluded.activated, announced_up_to = excluded.announced_up_to,
        due_at = excluded.due_at
      """;

  private static final String OF_ALL =
      " where (tenant_id, package) in (select * from unnest(?, ?))";

  /** No licence ends before 2000. */
  private static final Place FIRST =
      new Place(Instant.EPOCH, new TenantId("a"), LicensePackage.PUBLIC_CLOUD);

  private final Sql sql;

  PostgresLicenseStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public boolean knows(LicensePackage licensePackage) {
    return sql.prepared(
        "select from license_package where package = ?",
        query -> {
          query.setString(1, licensePackage.value());
          return query.executeQuery().next();
        });
  }

  @Override
  public Optional<License> find(TenantId tenantId, LicensePackage licensePackage) {
    return one(OF_ONE, tenantId, licensePackage);
  }

  @Override
  public Optional<License> lock(TenantId tenantId, LicensePackage licensePackage) {
    // Where there is no row yet, there is none to lock: two first grants would both insert.
    sql.prepared(
        "select pg_advisory_xact_lock(hashtextextended(?, 0))",
        lock -> {
          lock.setString(1, "license/" + tenantId + "/" + licensePackage);
          return lock.execute();
        });
    return one(OF_ONE + " for update", tenantId, licensePackage);
  }

  @Override
  public List<License> lockDue(Instant now, int limit) {
    return licenses(
        DUE,
        query -> {
          query.setObject(1, Sql.time(now));
          query.setInt(2, limit);
        });
  }

  @Override
  public Optional<Instant> nextDue() {
    return sql.prepared(
        "select due_at from license where due_at is not null order by due_at limit 1",
        query -> Sql.rows(query, row -> Sql.instant(row, "due_at")).stream().findFirst());
  }

  @Override
  public List<License> expiring(Instant before, @Nullable Place after, int limit) {
    Place place = after == null ? FIRST : after;
    return licenses(
        ENDING,
        query -> {
          query.setObject(1, Sql.time(before));
          query.setObject(2, Sql.time(place.validUntil()));
          query.setString(3, place.tenantId().value());
          query.setString(4, place.licensePackage().value());
          query.setInt(5, limit);
        });
  }

  @Override
  public void save(Map<License, Optional<Instant>> dueAt) {
    if (dueAt.isEmpty()) {
      return;
    }
    sql.prepared(
        SAVE,
        save -> {
          for (var entry : dueAt.entrySet()) {
            LicenseRow.bind(save, entry.getKey(), entry.getValue());
            save.addBatch();
          }
          return save.executeBatch();
        });
    savePeriods(List.copyOf(dueAt.keySet()));
  }

  private void savePeriods(List<License> licenses) {
    sql.prepared(
        "delete from license_period" + OF_ALL,
        delete -> {
          LicenseRow.bindKeys(delete, licenses);
          return delete.executeUpdate();
        });
    sql.prepared(
        "insert into license_period (tenant_id, package, valid_from, valid_until)"
            + " values (?, ?, ?, ?)",
        insert -> {
          for (License license : licenses) {
            for (Period period : license.periods()) {
              LicenseRow.bind(insert, license, period);
              insert.addBatch();
            }
          }
          return insert.executeBatch();
        });
  }

  private Optional<License> one(String query, TenantId tenantId, LicensePackage licensePackage) {
    return licenses(
            query,
            statement -> {
              statement.setString(1, tenantId.value());
              statement.setString(2, licensePackage.value());
            })
        .stream()
        .findFirst();
  }

  private List<License> licenses(String query, Binding binding) {
    List<License> found =
        sql.prepared(
            query,
            statement -> {
              binding.bind(statement);
              return Sql.rows(statement, LicenseRow::read);
            });
    if (found.isEmpty()) {
      return found;
    }
    // A statement of its own, and so after the lock: it sees what that had waited for.
    Map<LicenseRow.Key, List<Period>> periods =
        sql.prepared(
            "select * from license_period" + OF_ALL + " order by valid_from",
            statement -> {
              LicenseRow.bindKeys(statement, found);
              return Sql.rows(statement, LicenseRow::readPeriod).stream()
                  .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
            });
    return found.stream()
        .map(it -> it.withPeriods(periods.getOrDefault(LicenseRow.Key.of(it), List.of())))
        .toList();
  }

  /** What a query is asked with. */
  private interface Binding {
    void bind(PreparedStatement query) throws SQLException;
  }
}
