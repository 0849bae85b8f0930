package io.trailbridge.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseIT {

  private static Database database;

  @BeforeAll
  static void start() {
    database = Database.start();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void shouldLetTheOwnerMigrate() throws Exception {
    // Given
    try (var owner = as("integration_owner")) {

      // When
      run(owner, "create table t (id int primary key)");
      run(
          owner,
          "create publication p for table t with (publish = 'insert', publish_via_partition_root = true)");
      run(owner, "grant select on t to integration_app");
    }

    // Then
    try (var login = as("integration_login")) {
      login.setAutoCommit(false);
      run(login, "set local role integration_app");
      assertThat(value(login, "select count(*) from t")).isEqualTo("0");
    }
  }

  @Test
  void shouldGiveTheLoginNothingUntilItTakesARole() throws Exception {
    // Given
    try (var owner = as("license_owner");
        var login = as("license_login")) {
      run(owner, "create table u (id int primary key)");
      run(owner, "grant select on u to license_system");

      // When // Then
      assertThatThrownBy(() -> run(login, "select * from public.u"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> run(login, "create table v (id int)"))
          .hasMessageContaining("no schema has been selected");
      assertThatThrownBy(() -> run(login, "set role license_owner"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> run(login, "set role integration_app"))
          .hasMessageContaining("permission denied");
      run(login, "set role license_system");
      assertThat(value(login, "select count(*) from u")).isEqualTo("0");
      assertThat(
              value(
                  login,
                  "select count(*) from pg_class c join pg_roles r on r.oid = relowner where rolname = 'license_login'"))
          .isEqualTo("0");
    }
  }

  @Test
  void shouldKeepServicesOutOfEachOthersDatabase() {
    // Given
    var url = database.jdbcUrl("integration");

    // When // Then
    assertThatThrownBy(() -> DriverManager.getConnection(url, "license_login", "license_login"))
        .hasMessageContaining("permission denied for database");
    assertThatThrownBy(() -> DriverManager.getConnection(url, "integration_login", "wrong"))
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void shouldDecodeFromTheBeginning() throws Exception {
    // Given
    try (var superuser = database.superuser("integration")) {

      // When
      var slots =
          value(
              superuser,
              "select string_agg(slot_name || ' ' || database, ', ' order by 1) from pg_replication_slots");

      // Then
      assertThat(slots).isEqualTo("integration_outbox integration, license_outbox license");
      assertThat(value(superuser, "show wal_level")).isEqualTo("logical");
      assertThat(value(superuser, "show synchronous_commit")).isEqualTo("on");
      assertThat(value(superuser, "show server_version")).startsWith("18.");
    }
  }

  @Test
  void shouldStartAgainAfterItsJvmWasKilled(@TempDir Path data) throws Exception {
    // Given
    var port = Ports.free();
    var killed = Database.start(port, data, true);
    try (var owner =
        DriverManager.getConnection(killed.jdbcUrl("license"), "license_owner", "license_owner")) {
      run(owner, "create table kept (id int)");
    }
    var stillRunning = pid(data);

    // When
    Files.delete(data.resolve("cluster/epg-lock")); // the dead JVM's lock is free
    try (var next = Database.start(port, data, true);
        var owner =
            DriverManager.getConnection(
                next.jdbcUrl("license"), "license_owner", "license_owner")) {

      // Then
      assertThat(value(owner, "select count(*) from kept")).isEqualTo("0");
      assertThat(pid(data)).isNotEqualTo(stillRunning);
      assertThat(value(owner, "show fsync")).isEqualTo("on");
    }
  }

  @Test
  void shouldStartAgainWhereThePidFileNamesAnotherProcess(@TempDir Path data) throws Exception {
    // Given
    var port = Ports.free();
    Database.start(port, data).close();
    Files.writeString(
        data.resolve("cluster/postmaster.pid"), ProcessHandle.current().pid() + "\n" + data + "\n");

    // When
    try (var next = Database.start(port, data)) {

      // Then
      assertThat(next.port()).isEqualTo(port);
    }
  }

  private static String pid(Path data) throws Exception {
    return Files.readAllLines(data.resolve("cluster/postmaster.pid")).getFirst();
  }

  private static Connection as(String role) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(role.substring(0, role.indexOf('_'))), role, role);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String value(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
