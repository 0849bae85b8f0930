package io.trailbridge.testbed.cloudtrail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * A log file of any size, written as it streams, so that its text never is in memory: a few events
 * again and again, each time with an id of its own.
 *
 * @param gzip the file's bytes
 * @param json the bytes of its text
 * @param records how many there are
 */
public record LargeLogFile(byte[] gzip, long json, long records) {

  /** A file with at least so many bytes of text. */
  public static LargeLogFile of(long json) {
    return write(json, "");
  }

  /** A file of one record, which has about so many bytes. */
  public static LargeLogFile ofOneRecord(int json) {
    return write(1, ",\"padding\":\"" + "x".repeat(json) + "\"");
  }

  private static LargeLogFile write(long wanted, String padding) {
    List<LogEvent> events =
        new LogFileGenerator(1)
            .next("222222222222", "eu-west-1", Instant.parse("2026-03-01T00:05:00Z"), 8)
            .events();
    ByteArrayOutputStream file = new ByteArrayOutputStream(1 << 20);
    long records = 0;
    long written = 0;
    try (GZIPOutputStream gzip = new GZIPOutputStream(file)) {
      gzip.write("{\"Records\":[".getBytes(UTF_8));
      while (written < wanted) {
        LogEvent event = events.get((int) (records % events.size()));
        String id = "00000000-0000-4000-8000-%012d".formatted(records);
        String json = event.json().replace(event.id(), id);
        byte[] record = (json.substring(0, json.length() - 1) + padding + "}").getBytes(UTF_8);
        gzip.write(records == 0 ? new byte[0] : new byte[] {','});
        gzip.write(record);
        written += record.length;
        records++;
      }
      gzip.write("]}".getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new LargeLogFile(file.toByteArray(), written, records);
  }
}
