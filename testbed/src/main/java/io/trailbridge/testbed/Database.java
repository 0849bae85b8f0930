package io.trailbridge.testbed;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL 18 server with the databases {@code integration} and {@code license}, their roles
 * and their outbox slots, set up by {@code deploy/postgres/}. A role's password is its name;
 * passwords are checked, so that a wrong one fails here too.
 */
public final class Database implements AutoCloseable {

  /** The services that have a database; it is called like them. */
  public static final List<String> SERVICES = List.of("integration", "license");

  private static final List<String> LOGINS = List.of("owner", "login", "relay");

  private final EmbeddedPostgres server;
  private final Path cluster;
  private final Runnable cleanUp;

  private Database(EmbeddedPostgres server, Path cluster, Runnable cleanUp) {
    this.server = server;
    this.cluster = cluster;
    this.cleanUp = cleanUp;
  }

  /** Starts on a free port, in a temporary folder that goes with it; nothing is synced to disk. */
  public static Database start() {
    var folder = Folders.temporary("postgres");
    return start(Ports.free(), folder, false, () -> Folders.delete(folder));
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
    return start(port, data, fsync, () -> {});
  }

  private static Database start(int port, Path folder, boolean fsync, Runnable cleanUp) {
    Folders.create(folder);
    var cluster = folder.resolve("cluster");
    Postmaster.endLeftover(cluster);
    Ports.requireFree(port, "PostgreSQL");
    var log = Redirect.appendTo(folder.resolve("postgres.log").toFile());
    var builder =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(cluster)
            .setCleanDataDirectory(false)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setErrorRedirector(log)
            .setOutputRedirector(log);
    settings(fsync).forEach(builder::setServerConfig);
    try {
      var database = new Database(builder.start(), cluster, cleanUp);
      database.setUp();
      return database;
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(
          "PostgreSQL on port " + port + " does not start, see " + folder.resolve("postgres.log"),
          e);
    }
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
    Postmaster.requirePasswords(cluster);
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
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return server.getPort();
  }

  /** A connection that may do everything, for what a test must see behind the services' backs. */
  public Connection superuser(String database) throws SQLException {
    return server.getDatabase("postgres", database).getConnection();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cleanUp.run();
  }

  /** Ends the server as a crash would; the next one on the same folder recovers. */
  public void kill() {
    Postmaster.kill(cluster);
    close();
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
  public static void main(String[] args) throws IOException {
    var database = start(Integer.parseInt(args[0]), Path.of(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(database::close, "database-stop"));
    System.out.println("PostgreSQL is ready on 127.0.0.1:" + database.port());
    ProcessHandle.of(Postmaster.pid(database.cluster)).orElseThrow().onExit().join();
    System.exit(1);
  }
}
