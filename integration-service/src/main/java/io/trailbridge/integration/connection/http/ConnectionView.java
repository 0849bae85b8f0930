package io.trailbridge.integration.connection.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Hold;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.GapId;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.integration.connection.BackfillStore.Progress;
import io.trailbridge.integration.connection.ConnectionViews.Seen;
import io.trailbridge.integration.connection.domain.Action;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Gap;
import io.trailbridge.integration.connection.domain.Trouble;
import io.trailbridge.integration.connection.domain.Wish;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the API shows it.
 *
 * @param holds why it is paused
 * @param findings what is not as it should be, each with its remedy
 * @param partition of the region
 * @param organizationId null until the worker has seen it
 * @param accounts null: all
 * @param inventory what it uses in AWS
 * @param lastEventAt the time of the newest event that came out; null: none yet
 * @param version its ETag
 * @param actions what may be done now
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ConnectionView(
    ConnectionId id,
    String name,
    ConnectionStatus status,
    Set<Hold> holds,
    List<Trouble> findings,
    AccountId accountId,
    Partition partition,
    AwsRegion region,
    boolean organization,
    @Nullable String organizationId,
    @Nullable List<AccountId> accounts,
    Resources resources,
    Delivery delivery,
    boolean backfillOnResume,
    List<InventoryItem> inventory,
    List<GapView> gaps,
    @Nullable Instant lastEventAt,
    Instant createdAt,
    Instant updatedAt,
    long version,
    List<String> actions) {

  /**
   * An interval that was not ingested.
   *
   * @param to null while it lasts
   * @param slices one per account, region and day; 0 where nothing is fetched
   * @param slicesDone how many of them the worker has answered
   * @param objects log files found so far
   * @param failed log files that could not be fetched so far
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record GapView(
      GapId id,
      Instant from,
      @Nullable Instant to,
      Gap.Status status,
      long slices,
      long slicesDone,
      long objects,
      long failed) {

    static GapView of(Gap gap, Map<GapId, Progress> all) {
      Progress progress = all.get(gap.id());
      return new GapView(
          gap.id(),
          gap.from(),
          gap.to(),
          gap.status(),
          progress == null ? 0 : progress.plan().size(),
          progress == null ? 0 : progress.done(),
          progress == null ? gap.objects() : progress.objects(),
          progress == null ? gap.failed() : progress.failed());
    }
  }

  static ConnectionView of(Seen seen) {
    Connection c = seen.connection();
    Wish wish = c.wish();
    return new ConnectionView(
        c.id(),
        wish.name(),
        c.status(),
        c.holds().kinds(),
        c.condition().findings(),
        c.accountId(),
        wish.partition(),
        wish.region(),
        wish.organization(),
        c.observed().organizationId(),
        wish.accounts(),
        wish.resources(),
        wish.delivery(),
        wish.backfillOnResume(),
        c.observed().inventory(),
        c.gaps().stream().map(gap -> GapView.of(gap, seen.fetches())).toList(),
        seen.lastEventAt(),
        c.createdAt(),
        c.updatedAt(),
        c.version(),
        c.actions().stream().map(Action::id).toList());
  }
}
