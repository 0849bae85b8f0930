package io.trailbridge.license.entitlement.db;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpiring;
import io.trailbridge.contracts.license.LicenseEvent.LicenseRenewed;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.license.OrderId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.LicenseHistory;
import io.trailbridge.license.entitlement.Wish;
import io.trailbridge.license.entitlement.domain.Input;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The history in the database of license-service, by SQL: rows are written once, many at a time,
 * and never changed.
 */
@ApplicationScoped
class PostgresLicenseHistory implements LicenseHistory {
  private static final String WISHES = "select * from license_wish where tenant_id = ?";

  private final Sql sql;

  PostgresLicenseHistory(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void asked(TenantId tenantId, LicensePackage licensePackage, Wish wish, Instant now) {
    sql.prepared(
        "insert into license_wish (tenant_id, package, wish, valid_from, valid_until, order_id,"
            + " asked_by, asked_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
        insert -> {
          insert.setString(1, tenantId.value());
          insert.setString(2, licensePackage.value());
          insert.setString(3, nameOf(wish.wanted()));
          insert.setObject(4, Sql.time(wish.wanted().from()));
          insert.setObject(5, Sql.time(wish.wanted().until()));
          insert.setString(6, wish.orderId() == null ? null : wish.orderId().value());
          insert.setString(7, wish.by());
          insert.setObject(8, Sql.time(now));
          return insert.executeUpdate();
        });
  }

  @Override
  public void told(List<LicenseEvent> events, Instant now) {
    if (events.isEmpty()) {
      return;
    }
    sql.prepared(
        "insert into license_event (tenant_id, package, version, type, effective_at, valid,"
            + " valid_from, valid_until, reason, published_at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        insert -> {
          for (LicenseEvent event : events) {
            insert.setString(1, event.tenantId().value());
            insert.setString(2, event.licensePackage().value());
            insert.setLong(3, event.version());
            insert.setString(4, event.getClass().getSimpleName());
            insert.setObject(5, Sql.time(event.effectiveAt()));
            insert.setBoolean(6, event.valid());
            insert.setObject(7, Sql.time(event.validFrom()));
            insert.setObject(8, Sql.time(event.validUntil()));
            insert.setString(9, event.reason().name());
            insert.setObject(10, Sql.time(now));
            insert.addBatch();
          }
          return insert.executeBatch();
        });
  }

  @Override
  public Optional<Asked> order(TenantId tenantId, OrderId orderId, boolean revoking) {
    return sql.prepared(
        WISHES + " and order_id = ? and (wish = 'REVOKE') = ?",
        query -> {
          query.setString(1, tenantId.value());
          query.setString(2, orderId.value());
          query.setBoolean(3, revoking);
          return Sql.rows(query, PostgresLicenseHistory::asked).stream().findFirst();
        });
  }

  @Override
  public List<Asked> wishes(
      TenantId tenantId, LicensePackage licensePackage, long before, int limit) {
    return page(
        WISHES + " and package = ? and id < ? order by id desc limit ?",
        tenantId,
        licensePackage,
        before,
        limit,
        PostgresLicenseHistory::asked);
  }

  @Override
  public List<Told> events(
      TenantId tenantId, LicensePackage licensePackage, long before, int limit) {
    return page(
        "select * from license_event where tenant_id = ? and package = ? and version < ?"
            + " order by version desc limit ?",
        tenantId,
        licensePackage,
        before,
        limit,
        PostgresLicenseHistory::told);
  }

  private <T> List<T> page(
      String query,
      TenantId tenantId,
      LicensePackage licensePackage,
      long before,
      int limit,
      Sql.Row<T> row) {
    return sql.prepared(
        query,
        statement -> {
          statement.setString(1, tenantId.value());
          statement.setString(2, licensePackage.value());
          statement.setLong(3, before);
          statement.setInt(4, limit);
          return Sql.rows(statement, row);
        });
  }

  private static Asked asked(ResultSet row) throws SQLException {
    String order = row.getString("order_id");
    return new Asked(
        row.getLong("id"),
        new LicensePackage(row.getString("package")),
        new Wish(wanted(row), order == null ? null : new OrderId(order), row.getString("asked_by")),
        Sql.instant(row, "asked_at"));
  }

  private static Input.Wanted wanted(ResultSet row) throws SQLException {
    OffsetDateTime from = row.getObject("valid_from", OffsetDateTime.class);
    Instant start = from == null ? null : from.toInstant();
    return switch (row.getString("wish")) {
      case "ADD" -> new Input.Add(start, Sql.instant(row, "valid_until"));
      case "SET" -> new Input.Set(start, Sql.instant(row, "valid_until"));
      case "REVOKE" -> new Input.Revoke();
      default -> throw new IllegalStateException("the table lets no other wish in");
    };
  }

  private static String nameOf(Input.Wanted wanted) {
    return switch (wanted) {
      case Input.Add _ -> "ADD";
      case Input.Set _ -> "SET";
      case Input.Revoke _ -> "REVOKE";
    };
  }

  private static Told told(ResultSet row) throws SQLException {
    TenantId tenant = new TenantId(row.getString("tenant_id"));
    LicensePackage licensePackage = new LicensePackage(row.getString("package"));
    long version = row.getLong("version");
    Instant at = Sql.instant(row, "effective_at");
    boolean valid = row.getBoolean("valid");
    Instant from = Sql.instant(row, "valid_from");
    Instant until = Sql.instant(row, "valid_until");
    LicenseReason reason = LicenseReason.valueOf(row.getString("reason"));
    LicenseEvent event =
        switch (row.getString("type")) {
          case "LicenseActivated" ->
              new LicenseActivated(tenant, licensePackage, version, at, valid, from, until, reason);
          case "LicenseExpiring" ->
              new LicenseExpiring(tenant, licensePackage, version, at, valid, from, until, reason);
          case "LicenseExpired" ->
              new LicenseExpired(tenant, licensePackage, version, at, valid, from, until, reason);
          case "LicenseRenewed" ->
              new LicenseRenewed(tenant, licensePackage, version, at, valid, from, until, reason);
          default -> throw new IllegalStateException("no such event was ever published");
        };
    return new Told(event, Sql.instant(row, "published_at"));
  }
}
