package io.trailbridge.testbed.cloudtrail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * A log file of one account and one region.
 *
 * @param account the account whose events these are
 * @param region the region in which they happened
 * @param deliveredAt the time in the file's name
 * @param unique what tells files of one minute apart
 * @param events the records in their order; one may stand there twice
 */
public record LogFile(
    String account, String region, Instant deliveredAt, String unique, List<LogEvent> events) {
  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

  /** Keeps a list of its own. */
  public LogFile {
    events = List.copyOf(events);
  }

  /** The key below the bucket's or the organization's {@code AWSLogs/} folder. */
  public String path() {
    return "%1$s/CloudTrail/%2$s/%3$s/%1$s_CloudTrail_%2$s_%4$s_%5$s.json.gz"
        .formatted(account, region, DAY.format(deliveredAt), FILE_TIME.format(deliveredAt), unique);
  }

  /**
   * The same events in a file of another name, as CloudTrail delivers them when it delivers twice.
   */
  public LogFile again(String otherUnique) {
    return new LogFile(account, region, deliveredAt, otherUnique, events);
  }

  public List<String> eventIds() {
    return events.stream().map(LogEvent::id).toList();
  }

  /** The file's text, before compression. */
  public String json() {
    return events.stream()
        .map(LogEvent::json)
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
  }

  /** The file's bytes; the same for the same events. */
  public byte[] gzip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(json().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
