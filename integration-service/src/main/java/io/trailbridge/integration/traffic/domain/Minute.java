package io.trailbridge.integration.traffic.domain;

import io.trailbridge.contracts.cloudtrail.StatsMessage.ConnectionStats;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What came through a connection in one minute.
 *
 * @param delay from the newest event that came out to when it was counted; the shortest of the
 *     minute; null: none came out
 */
public record Minute(Of of, Counts counts, @Nullable Duration delay) {

  /**
   * Whose minute it is.
   *
   * @param at its beginning
   */
  public record Of(ConnectionId connection, TenantId tenant, Instant at) {}

  /**
   * Counts as of {@link ConnectionStats}.
   *
   * @param bytes compressed
   * @param paused batches that were dropped because the connection or the licence was not live
   */
  public record Counts(
      long records, long bytes, long filtered, long duplicates, long dead, long paused) {

    Counts plus(Counts more) {
      return new Counts(
          records + more.records,
          bytes + more.bytes,
          filtered + more.filtered,
          duplicates + more.duplicates,
          dead + more.dead,
          paused + more.paused);
    }
  }

  /** The minute in which this was counted, with that alone. */
  public static Minute of(ConnectionStats stats) {
    Instant newest = stats.newestEventTime();
    return new Minute(
        new Of(stats.connectionId(), stats.tenantId(), stats.at().truncatedTo(ChronoUnit.MINUTES)),
        new Counts(
            stats.records(),
            stats.bytes(),
            stats.filtered(),
            stats.duplicates(),
            stats.dead(),
            stats.paused()),
        newest == null ? null : atLeastNothing(Duration.between(newest, stats.at())));
  }

  /** Both together; of the same minute. */
  public Minute plus(Minute more) {
    return new Minute(of, counts.plus(more.counts), shorter(delay, more.delay));
  }

  private static @Nullable Duration shorter(@Nullable Duration a, @Nullable Duration b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** Clocks differ: an event can seem to come from the future. */
  private static Duration atLeastNothing(Duration delay) {
    return delay.isNegative() ? Duration.ZERO : delay;
  }
}
