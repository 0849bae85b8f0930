package io.trailbridge.benchmarks.decode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * DuckDB on one thread over the same files: it takes each file apart into records and reads three
 * fields of each. {@code read_json} inflates too; {@code read_text} begins with inflated files.
 */
@State(Scope.Thread)
public class DuckDbPath {
  private static final String FIELDS =
      """
      SELECT count(*), count(DISTINCT record->>'$.eventID'), max(record->>'$.eventTime'),
             count(DISTINCT record->>'$.recipientAccountId')
      FROM (SELECT unnest(from_json(%s, '["JSON"]')) AS record FROM %s)
      """;

  /** Records in all; fewer only where the figures mean nothing. */
  @Param("" + LogFiles.RECORDS)
  public int total = LogFiles.RECORDS;

  /** Records a file. */
  @Param("1000")
  public int records = 1000;

  private final List<Path> folders = new ArrayList<>();
  private String fromGzip = "";
  private String fromText = "";
  private @Nullable Connection connection;

  /** Whether its driver is among the libraries: the build fetches it only when asked. */
  static boolean isHere() {
    return DriverManager.drivers()
        .anyMatch(driver -> driver.getClass().getName().contains("duckdb"));
  }

  /** Writes the files into a folder and opens the engine. */
  @Setup(Level.Trial)
  public void prepare() throws IOException, SQLException {
    Path folder = Files.createTempDirectory("trailbridge-bench");
    folders.add(folder);
    int number = 0;
    for (byte[] file : LogFiles.of(total, records).gzip()) {
      Files.write(folder.resolve(number + ".json.gz"), file);
      try (var gzip = new GZIPInputStream(new ByteArrayInputStream(file))) {
        Files.write(folder.resolve(number++ + ".json"), gzip.readAllBytes());
      }
    }
    fromGzip =
        FIELDS.formatted(
            "Records",
            "read_json('%s/*.json.gz', columns = {Records: 'JSON'}, format = 'unstructured',"
                    .formatted(folder)
                + " maximum_object_size = 268435456)");
    fromText =
        FIELDS.formatted(
            "json_extract(content, '$.Records')", "read_text('%s/*.json')".formatted(folder));
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = opened().createStatement()) {
      statement.execute("SET threads = 1");
    }
  }

  /** Closes the engine and removes the folder. */
  @TearDown(Level.Trial)
  public void remove() throws IOException, SQLException {
    opened().close();
    for (Path folder : folders) {
      try (var inside = Files.list(folder)) {
        for (Path file : inside.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  /** From gzip to three fields. */
  @Benchmark
  @OperationsPerInvocation(LogFiles.RECORDS)
  public long gzipToThreeFields() throws SQLException {
    return query(fromGzip);
  }

  /** From inflated files to three fields. */
  @Benchmark
  @OperationsPerInvocation(LogFiles.RECORDS)
  public long textToThreeFields() throws SQLException {
    return query(fromText);
  }

  private Connection opened() {
    return Objects.requireNonNull(connection, "prepare() comes first");
  }

  private long query(String sql) throws SQLException {
    try (Statement statement = opened().createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      long found = result.getLong(1);
      if (found != total || result.getLong(2) != total) {
        throw new IllegalStateException("not every record was found: " + found);
      }
      return found;
    }
  }
}
