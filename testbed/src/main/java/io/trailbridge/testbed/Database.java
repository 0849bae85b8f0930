package io.trailbridge.testbed;

import io.trailbridge.testbed.Containers.Wanted;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL 18 server with the databases {@code integration} and {@code license}, their roles
 * and their outbox slots, set up by {@code deploy/postgres/}. A role's password is its name;
 * passwords are checked, so that a wrong one fails here too.
 */
public final class Database implements AutoCloseable {

  /** The services that have a database; it is called like them. */
  public static final List<String> SERVICES = List.of("integration", "license");

  private static final List<String> LOGINS = List.of("owner", "login", "relay");

  private static final String HBA_IN_CONTAINER = "/etc/trailbridge/pg_hba.conf";

  private final Machine server;
  private final int port;
  private final Runnable cleanUp;

  private Database(Machine server, int port, Runnable cleanUp) {
    this.server = server;
    this.port = port;
    this.cleanUp = cleanUp;
  }

  /** Starts on a free port, in a temporary folder that goes with it; nothing is synced to disk. */
  public static Database start() {
    int port = Ports.free();
    if (Containers.engine().isPresent()) {
      return start(port, inContainer(port, null, false), () -> {});
    }
    var folder = Folders.temporary("postgres");
    return start(
        port, PostgresProcess.start(port, folder, settings(false)), () -> Folders.delete(folder));
  }

  /**
   * Starts on this port with what was left in the folder by an earlier one, also by one that was
   * killed.
   */
  public static Database start(int port, Path data) {
    return start(port, data, false);
  }

  /** As {@link #start(int, Path)}; with {@code fsync} also what a power cut would leave is kept. */
  public static Database start(int port, Path data, boolean fsync) {
    var server =
        Containers.engine().isPresent()
            ? inContainer(port, data, fsync)
            : PostgresProcess.start(port, data, settings(fsync));
    return start(port, server, () -> {});
  }

  private static Database start(int port, Machine server, Runnable cleanUp) {
    var database = new Database(server, port, cleanUp);
    try {
      database.setUp();
      return database;
    } catch (SQLException e) {
      database.close();
      throw new IllegalStateException("PostgreSQL on port " + port + " is not set up", e);
    }
  }

  private static Machine inContainer(int port, @Nullable Path folder, boolean fsync) {
    Ports.requireFree(port, "PostgreSQL");
    var command = new ArrayList<>(List.of("postgres", "-c", "hba_file=" + HBA_IN_CONTAINER));
    settings(fsync).forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return Containers.engine()
        .orElseThrow()
        .start(
            new Wanted(
                "postgres",
                port,
                List.of(),
                command,
                Map.of("PGPORT", "" + port, "POSTGRES_HOST_AUTH_METHOD", "trust"),
                Map.of(HBA_IN_CONTAINER, Postmaster.PASSWORDS_REQUIRED),
                "/var/lib/postgresql",
                folder));
  }

  private static Map<String, String> settings(boolean fsync) {
    return Map.of(
        "listen_addresses", "127.0.0.1",
        "fsync", fsync ? "on" : "off",
        "full_page_writes", fsync ? "on" : "off",
        "synchronous_commit", "on", // without, logical decoding is 200 ms late
        "wal_level", "logical",
        "max_replication_slots", "10",
        "max_wal_senders", "10",
        "max_slot_wal_keep_size", "4GB",
        "max_connections", "200",
        "shared_buffers", "64MB");
  }

  private void setUp() throws SQLException {
    for (var service : SERVICES) {
      try (var connection = superuser("postgres")) {
        execute(connection, "select pg_reload_conf()");
        execute(connection, sql("postgres/roles.sql", service));
        for (var login : LOGINS) {
          execute(connection, "alter role %1$s password '%1$s'".formatted(service + "_" + login));
        }
        if (!exists(connection, "select from pg_database where datname = '" + service + "'")) {
          execute(connection, "create database " + service + " owner " + service + "_owner");
        }
      }
      try (var connection = superuser(service)) {
        execute(connection, sql("postgres/database.sql", service));
        execute(connection, sql("postgres/slot.sql", service));
      }
    }
  }

  /** Where the database of a service is; user and password are added by whoever connects. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** A connection that may do everything, for what a test must see behind the services' backs. */
  public Connection superuser(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), "postgres", "");
  }

  @Override
  public void close() {
    server.close();
    cleanUp.run();
  }

  /** Ends the server as a crash would; the next one on the same folder recovers. */
  public void kill() {
    server.kill();
    cleanUp.run();
  }

  private static String sql(String file, String service) {
    return DeployFile.read(file).replace("${service}", service);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static boolean exists(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  /** Runs in a JVM of its own until it is ended or the server dies: {@code <port> <folder>}. */
  public static void main(String[] args) {
    var database = start(Integer.parseInt(args[0]), Path.of(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(database::close, "database-stop"));
    System.out.println("PostgreSQL is ready on 127.0.0.1:" + database.port());
    database.server.awaitEnd();
    System.exit(1);
  }
}
