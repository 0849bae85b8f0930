package io.trailbridge.license.entitlement.db;

import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.domain.License;
import io.trailbridge.license.entitlement.domain.Period;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stands where in the rows of {@code license} and {@code license_period}. */
final class LicenseRow {
  private LicenseRow() {}

  /** The licence without its periods. */
  static License read(ResultSet row) throws SQLException {
    Key key = Key.read(row);
    return new License(
        key.tenantId(),
        key.licensePackage(),
        row.getLong("version"),
        List.of(),
        period(row, "running_from", "running_until"),
        period(row, "ended_from", "ended_until"),
        row.getBoolean("revoked"),
        row.getBoolean("activated"),
        Sql.instant(row, "announced_up_to"));
  }

  static Map.Entry<Key, Period> readPeriod(ResultSet row) throws SQLException {
    return Map.entry(
        Key.read(row), new Period(Sql.instant(row, "valid_from"), Sql.instant(row, "valid_until")));
  }

  static void bind(PreparedStatement save, License license, Optional<Instant> dueAt)
      throws SQLException {
    save.setString(1, license.tenantId().value());
    save.setString(2, license.licensePackage().value());
    save.setLong(3, license.version());
    bind(save, 4, license.announced());
    bind(save, 6, license.ended());
    save.setBoolean(8, license.revoked());
    save.setBoolean(9, license.activated());
    save.setObject(10, Sql.time(license.announcedUpTo()));
    save.setObject(11, Sql.time(dueAt.orElse(null)));
  }

  static void bind(PreparedStatement insert, License license, Period period) throws SQLException {
    insert.setString(1, license.tenantId().value());
    insert.setString(2, license.licensePackage().value());
    bind(insert, 3, period);
  }

  /** Two arrays: the tenants and the packages. */
  static void bindKeys(PreparedStatement statement, List<License> licenses) throws SQLException {
    bindTexts(statement, 1, licenses, it -> it.tenantId().value());
    bindTexts(statement, 2, licenses, it -> it.licensePackage().value());
  }

  private static void bindTexts(
      PreparedStatement statement, int at, List<License> licenses, Function<License, String> text)
      throws SQLException {
    statement.setArray(
        at, statement.getConnection().createArrayOf("text", licenses.stream().map(text).toArray()));
  }

  private static void bind(PreparedStatement statement, int at, @Nullable Period period)
      throws SQLException {
    statement.setObject(at, period == null ? null : Sql.time(period.from()));
    statement.setObject(at + 1, period == null ? null : Sql.time(period.until()));
  }

  private static @Nullable Period period(ResultSet row, String from, String until)
      throws SQLException {
    return row.getObject(from) == null
        ? null
        : new Period(Sql.instant(row, from), Sql.instant(row, until));
  }

  /** Whose licence, for what. */
  record Key(TenantId tenantId, LicensePackage licensePackage) {
    static Key of(License license) {
      return new Key(license.tenantId(), license.licensePackage());
    }

    private static Key read(ResultSet row) throws SQLException {
      return new Key(
          new TenantId(row.getString("tenant_id")), new LicensePackage(row.getString("package")));
    }
  }
}
