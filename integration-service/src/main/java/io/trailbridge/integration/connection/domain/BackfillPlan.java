package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.provisioning.ProvisioningCommand.BackfillLogs;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.GapId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A gap cut into slices, one per day, account and region, days first. It is kept as it was when the
 * fetch began, so that an edit in between moves no slice.
 *
 * <p>Which accounts: the connection's filter; an organization without one is a single slice per day
 * and region, since the bucket alone tells which accounts it has. Which regions: all of the
 * partition, since a trail of ours records all of them and an empty prefix costs one call.
 *
 * @param from inclusive
 * @param to exclusive
 * @param accounts whose log files; of a whole organization the connection's own stands for all
 */
public record BackfillPlan(
    GapId gapId,
    Instant from,
    Instant to,
    List<AccountId> accounts,
    List<AwsRegion> regions,
    boolean wholeOrganization) {
  /** So many commands of one gap are out at once at most. */
  public static final int WINDOW = 500;

  /** Keeps its own copies. */
  public BackfillPlan {
    accounts = List.copyOf(accounts);
    regions = List.copyOf(regions);
  }

  /** The plan for a gap that has an end. */
  public static BackfillPlan of(Connection connection, Gap gap) {
    Instant to = gap.to() == null ? gap.from() : gap.to();
    Wish wish = connection.wish();
    return new BackfillPlan(
        gap.id(),
        gap.from(),
        to,
        wish.accounts() == null ? List.of(connection.accountId()) : wish.accounts(),
        Regions.of(wish.partition()),
        wish.organization() && wish.accounts() == null);
  }

  /** How many slices there are. */
  public long size() {
    if (!from.isBefore(to)) {
      return 0;
    }
    Instant firstDay = from.truncatedTo(ChronoUnit.DAYS);
    long days = Duration.between(firstDay, to.minusNanos(1)).toDays() + 1;
    return days * accounts.size() * regions.size();
  }

  /** The commands of the slices from {@code first} on, at most {@code limit}. */
  public List<BackfillLogs> commands(Connection connection, long first, int limit) {
    return LongStream.range(first, Math.min(size(), first + limit))
        .mapToObj(index -> slice(connection, index))
        .toList();
  }

  private BackfillLogs slice(Connection connection, long index) {
    int regionIndex = (int) (index % regions.size());
    int accountIndex = (int) (index / regions.size() % accounts.size());
    long day = index / regions.size() / accounts.size();
    Instant start = from.truncatedTo(ChronoUnit.DAYS).plus(day, ChronoUnit.DAYS);
    Instant end = start.plus(1, ChronoUnit.DAYS);
    return new BackfillLogs(
        connection.id(),
        connection.tenantId(),
        connection.generation(),
        Commands.spec(connection),
        gapId,
        accounts.get(accountIndex),
        regions.get(regionIndex),
        start.isBefore(from) ? from : start,
        end.isAfter(to) ? to : end,
        wholeOrganization ? true : null);
  }
}
