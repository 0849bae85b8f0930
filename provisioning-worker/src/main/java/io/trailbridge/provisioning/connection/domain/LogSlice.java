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

  /** The same of another account. */
  public LogSlice of(AccountId other) {
    return new LogSlice(other, region, from, to);
  }

  /** Whether an object that was last written at {@code lastModified} belongs to it. */
  public boolean contains(Instant lastModified) {
    return !lastModified.isBefore(from.minus(SLACK)) && lastModified.isBefore(to.plus(SLACK));
  }

  /**
   * The prefixes to list for management and data events, one a day, the first day first.
   *
   * @param folder the one with the account's folder in it
   */
  public List<String> prefixes(LogFolder folder) {
    return days(new LogFolder(folder.prefix() + account + "/CloudTrail/" + region + "/"));
  }

  /**
   * What the folder of the region's network activity begins with, which few trails write: {@link
   * #days} is asked where there is one.
   *
   * @param folder the one with the account's folder in it
   */
  public String networkActivity(LogFolder folder) {
    return folder.prefix() + account + "/CloudTrail-NetworkActivity/" + region;
  }

  /** The prefixes to list in a region's folder, one a day, the first day first. */
  public List<String> days(LogFolder ofRegion) {
    List<String> prefixes = new ArrayList<>();
    LocalDate last = LocalDate.ofInstant(to.plus(SLACK).minusMillis(1), ZoneOffset.UTC);
    LocalDate day = LocalDate.ofInstant(from.minus(SLACK), ZoneOffset.UTC);
    for (; !day.isAfter(last); day = day.plusDays(1)) {
      prefixes.add(ofRegion.prefix() + DAY.format(day) + "/");
    }
    return prefixes;
  }
}
