package io.trailbridge.ingestion.batch.domain;

import io.trailbridge.contracts.shared.AccountId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the key of an object says about it, as CloudTrail names its files: {@code
 * [prefix/]AWSLogs/[o-…/]<account>/CloudTrail/<region>/yyyy/mm/dd/<account>_CloudTrail_<region>_<yyyyMMddTHHmmZ>_<unique>.json.gz}.
 * The folder tells the kind; the file's name repeats it, or says plainly {@code CloudTrail}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html">Finding
 *     your CloudTrail log files</a>
 * @param account whose events the file holds
 * @param region as it is written; new regions are not judged
 * @param kind what is in it
 * @param deliveredAt when CloudTrail delivered it, to the minute; names come out of order, so it is
 *     never a high-water mark
 */
public record LogFileKey(AccountId account, String region, Kind kind, Instant deliveredAt) {

  /** What CloudTrail writes into a bucket, each kind in a folder of its own. */
  public enum Kind {
    /** Management and data events. */
    LOG("CloudTrail", true),
    /** Calls through VPC endpoints. */
    NETWORK_ACTIVITY("CloudTrail-NetworkActivity", true),
    /** Hashes of the other files. */
    DIGEST("CloudTrail-Digest", false),
    /** What CloudTrail finds unusual about events. */
    INSIGHT("CloudTrail-Insight", false),
    /** Sums over data events, each of which may stand in a log too. */
    AGGREGATED("CloudTrail-Aggregated", false);

    private final String segment;
    private final boolean events;

    Kind(String segment, boolean events) {
      this.segment = segment;
      this.events = events;
    }

    /** Whether its records are events of their own. */
    public boolean holdsEvents() {
      return events;
    }
  }

  private static final int SEGMENTS_FROM_ACCOUNT = 7;
  private static final Pattern NAME =
      Pattern.compile("([0-9]{12})_(CloudTrail[-A-Za-z]*)_.*?([0-9]{8}T[0-9]{4,6})Z([_.][^/]*)?");
  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm");
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

  /** Reads {@code s3://bucket/key}; empty where the key is none of CloudTrail's. */
  public static Optional<LogFileKey> ofObject(String object) {
    int bucket = "s3://".length();
    int key = object.startsWith("s3://") ? object.indexOf('/', bucket) : -1;
    return key < 0 ? Optional.empty() : of(object.substring(key + 1));
  }

  /** Reads a key from the right, since what the customer put before it may look like anything. */
  public static Optional<LogFileKey> of(String key) {
    List<String> segments = List.of(key.split("/", -1));
    int account = segments.size() - SEGMENTS_FROM_ACCOUNT;
    if (account < 1) {
      return Optional.empty();
    }
    Optional<Kind> kind = kind(segments.get(account + 1));
    boolean underLogs = isUnderLogs(segments, account);
    Matcher name = NAME.matcher(segments.getLast());
    if (kind.isEmpty() || !underLogs || !name.matches()) {
      return Optional.empty();
    }
    boolean sameAccount = name.group(1).equals(segments.get(account));
    boolean sameKind =
        name.group(2).equals(kind.get().segment) || name.group(2).equals(Kind.LOG.segment);
    if (!sameAccount || !sameKind) {
      return Optional.empty();
    }
    return minute(name.group(3))
        .map(
            at ->
                new LogFileKey(
                    new AccountId(name.group(1)), segments.get(account + 2), kind.get(), at));
  }

  private static Optional<Kind> kind(String segment) {
    for (Kind kind : Kind.values()) {
      if (kind.segment.equals(segment)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static boolean isUnderLogs(List<String> segments, int account) {
    String parent = segments.get(account - 1);
    if (parent.equals("AWSLogs")) {
      return true;
    }
    return parent.startsWith("o-") && account >= 2 && segments.get(account - 2).equals("AWSLogs");
  }

  private static Optional<Instant> minute(String text) {
    DateTimeFormatter format = text.length() > "20260301T0005".length() ? SECONDS : MINUTES;
    try {
      return Optional.of(LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
