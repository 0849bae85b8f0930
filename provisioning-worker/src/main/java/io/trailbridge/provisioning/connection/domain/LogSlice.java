package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.AwsRegion;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log files of one account and region that were delivered in an interval. CloudTrail delivers
 * late and out of order, and no time in a key can be trusted: the interval gets two hours of slack
 * on both ends, and LastModified decides.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record LogSlice(AccountId account, AwsRegion region, Instant from, Instant to) {
  private static final Duration SLACK = Duration.ofHours(2);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

  /** Whether an object that was last written at {@code lastModified} belongs to it. */
  public boolean contains(Instant lastModified) {
    return !lastModified.isBefore(from.minus(SLACK)) && lastModified.isBefore(to.plus(SLACK));
  }

  /**
   * The prefixes to list, one a day and path.
   *
   * @param keyPrefix what stands before AWSLogs; empty for nothing
   * @param organizationId where files may lie below the organization's path as well
   */
  public List<String> prefixes(String keyPrefix, @Nullable String organizationId) {
    List<String> prefixes = new ArrayList<>();
    LocalDate last = LocalDate.ofInstant(to.plus(SLACK).minusMillis(1), ZoneOffset.UTC);
    LocalDate day = LocalDate.ofInstant(from.minus(SLACK), ZoneOffset.UTC);
    for (; !day.isAfter(last); day = day.plusDays(1)) {
      for (String root : roots(keyPrefix, organizationId)) {
        prefixes.add(root + account + "/CloudTrail/" + region + "/" + DAY.format(day) + "/");
      }
    }
    return prefixes;
  }

  private static List<String> roots(String keyPrefix, @Nullable String organizationId) {
    String root = KeyFilter.logFiles(keyPrefix).prefix();
    return organizationId == null ? List.of(root) : List.of(root + organizationId + "/", root);
  }
}
