package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailbridge.testbed.cloudtrail.LogFile;
import io.trailbridge.testbed.cloudtrail.LogFileGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The part of CloudTrail that moto lacks: it writes log files into the buckets of the trails that
 * are logging. It puts them there as the service, so a bucket policy that does not let CloudTrail
 * in refuses them.
 */
public final class CloudTrailWriter {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DIGEST_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final SandboxAws sandbox;
  private final LogFileGenerator generator;
  private final Clock clock;

  private CloudTrailWriter(SandboxAws sandbox, LogFileGenerator generator, Clock clock) {
    this.sandbox = sandbox;
    this.generator = generator;
    this.clock = clock;
  }

  /**
   * A trail that is logging.
   *
   * @param accounts whose events it logs: the owner's alone, or all of the organization
   * @param organizationId of an organization trail
   */
  public record LoggingTrail(
      String arn,
      String bucket,
      String prefix,
      String region,
      Optional<String> organizationId,
      List<String> accounts) {

    String key(LogFile file) {
      return prefix + "AWSLogs/" + organizationId.map(id -> id + "/").orElse("") + file.path();
    }
  }

  /**
   * A file that was put into a bucket.
   *
   * @param refusal why it was not, in the words of {@code LatestDeliveryError}; empty if it was
   */
  public record Written(LoggingTrail trail, String key, LogFile file, String refusal) {
    public boolean delivered() {
      return refusal.isEmpty();
    }

    public String bucket() {
      return trail.bucket();
    }

    public String account() {
      return file.account();
    }

    public List<String> eventIds() {
      return file.eventIds();
    }
  }

  /** A writer whose files are determined by the seed. */
  public static CloudTrailWriter of(SandboxAws sandbox, long seed) {
    return new CloudTrailWriter(sandbox, new LogFileGenerator(seed), Clock.systemUTC());
  }

  /** All trails that are logging, of all accounts. */
  public List<LoggingTrail> trails() {
    List<LoggingTrail> trails = new ArrayList<>();
    for (JsonNode trail : Json.read(sandbox.send("GET", "trails", new byte[0]).body())) {
      List<String> accounts = new ArrayList<>();
      trail.path("accounts").forEach(account -> accounts.add(account.asText()));
      trails.add(
          new LoggingTrail(
              trail.path("arn").asText(),
              trail.path("bucket").asText(),
              trail.path("prefix").asText(),
              trail.path("region").asText(),
              Optional.ofNullable(trail.path("organizationId").textValue()),
              accounts));
    }
    return trails;
  }

  /**
   * Writes files for one account into the bucket of every logging trail that covers it.
   *
   * @param files how many files for each such trail
   * @param records how many events in each
   */
  public List<Written> deliver(String account, int files, int records) {
    List<Written> written = new ArrayList<>();
    for (LoggingTrail trail : trails()) {
      if (trail.accounts().contains(account)) {
        for (int i = 0; i < files; i++) {
          written.add(deliver(trail, account, trail.region(), records));
        }
      }
    }
    return written;
  }

  /** Writes files for every account of every logging trail. */
  public List<Written> deliverEverywhere(int files, int records) {
    List<Written> written = new ArrayList<>();
    for (LoggingTrail trail : trails()) {
      for (String account : trail.accounts()) {
        for (int i = 0; i < files; i++) {
          written.add(deliver(trail, account, generator.region(), records));
        }
      }
    }
    return written;
  }

  /** Writes one new file. */
  public Written deliver(LoggingTrail trail, String account, String region, int records) {
    return put(trail, generator.next(account, region, Instant.now(clock), records));
  }

  /** Writes the same file under the same key once more, so that the bucket notifies once more. */
  public Written deliverAgain(Written written) {
    return put(written.trail(), written.file());
  }

  /** Writes the same events in a file of another name: CloudTrail delivers at least once. */
  public Written deliverEventsAgain(Written written) {
    String unique =
        UUID.nameUUIDFromBytes(written.key().getBytes(StandardCharsets.UTF_8)).toString();
    return put(written.trail(), written.file().again(unique.replace("-", "").substring(0, 16)));
  }

  /** Writes a file that the caller made. */
  public Written put(LoggingTrail trail, LogFile file) {
    String key = trail.key(file);
    return new Written(trail, key, file, put(trail, key, file.gzip()));
  }

  /**
   * Writes the hourly digest, which comes for a quiet account too; its content is not a real
   * digest.
   */
  public void deliverDigest(LoggingTrail trail, String account) {
    Instant now = Instant.now(clock);
    String key =
        "%sAWSLogs/%s%s/CloudTrail-Digest/%s/%s/%s_CloudTrail-Digest_%s_trail_%s_%s.json.gz"
            .formatted(
                trail.prefix(),
                trail.organizationId().map(id -> id + "/").orElse(""),
                account,
                trail.region(),
                DAY.format(now),
                account,
                trail.region(),
                trail.region(),
                DIGEST_TIME.format(now));
    put(trail, key, new LogFile(account, trail.region(), now, "digest", List.of()).gzip());
  }

  private String put(LoggingTrail trail, String key, byte[] body) {
    String query = "trail=" + encode(trail.arn()) + "&key=" + encode(key);
    return sandbox.refusal("PUT", "trails/objects?" + query, body);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
