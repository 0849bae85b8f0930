package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.AwsRegion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of a log file, {@code
 * [prefix/]AWSLogs/[o-…/]<account>/CloudTrail/<region>/yyyy/mm/dd/<file>.json.gz}, or the same
 * below {@code CloudTrail-NetworkActivity}. It is read from the right, since a prefix may contain
 * anything, {@code AWSLogs} too.
 *
 * @param account whose log file it is
 * @param region as it stands in the key
 */
public record LogKey(AccountId account, String region) {
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HH").withZone(ZoneOffset.UTC);

  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:.*/)?AWSLogs/(?:o-[a-z0-9]{10,32}/)?([0-9]{12})/CloudTrail(?:-NetworkActivity)?/([a-z0-9-]+)"
              + "/[0-9]{4}/[0-9]{2}/[0-9]{2}/[^/]+\\.json\\.gz");

  /** What the names of an hour's files begin with; those of a day are sorted by their time. */
  public static String fileName(AccountId account, AwsRegion region, Instant hour) {
    return account + "_CloudTrail_" + region + "_" + HOUR.format(hour);
  }

  /** Empty where it holds no events: a digest, Insights, sums over events, something else. */
  public static Optional<LogKey> parse(String key) {
    Matcher matcher = SHAPE.matcher(key);
    return matcher.matches()
        ? Optional.of(new LogKey(new AccountId(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }
}
