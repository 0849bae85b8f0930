package io.trailbridge.integration.connection.domain;

import static io.trailbridge.integration.connection.domain.Decider.STALE;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Hold;
import io.trailbridge.integration.connection.domain.Decision.Moved;
import java.time.Instant;
import java.util.List;

/**
 * Holding and releasing, by user and licence, and the gaps that follow. Only the first hold and the
 * last release change what we want in AWS.
 */
final class HoldDecisions {
  private HoldDecisions() {}

  static Decision decide(Connection facts, Input.ByLicense input, Instant now) {
    if (input.version() <= facts.licenseVersion()
        || facts.lifecycle() == Lifecycle.DELETING
        || facts.lifecycle() == Lifecycle.DELETED) {
      return STALE;
    }
    Draft draft = new Draft(facts);
    draft.licenseVersion = input.version();
    return switch (input) {
      case Input.LicenseExpired expired ->
          facts.holds().has(Hold.LICENSE)
              ? new Moved(draft.done(now), List.of())
              : hold(facts, draft, Hold.LICENSE, begin(facts, expired.effectiveAt(), now), now);
      case Input.LicenseRenewed _ ->
          facts.holds().has(Hold.LICENSE)
              ? release(facts, draft, Hold.LICENSE, facts.wish().backfillOnResume(), now)
              : new Moved(draft.done(now), List.of());
    };
  }

  /** Ingestion closed the tenant's gate at the very instant, however late we are told. */
  private static Instant begin(Connection facts, Instant effectiveAt, Instant now) {
    if (effectiveAt.isAfter(now)) {
      return now;
    }
    return effectiveAt.isBefore(facts.createdAt()) ? facts.createdAt() : effectiveAt;
  }

  static Decision hold(Connection facts, Draft draft, Hold hold, Instant at, Instant now) {
    draft.holds = facts.holds().with(hold, at);
    if (!facts.holds().isEmpty() || !isWishedInAws(facts)) {
      return new Moved(draft.done(now), List.of());
    }
    raise(draft);
    Gaps.addMissed(draft, facts.condition(), now);
    draft.condition = facts.condition().missingNothing();
    if (facts.observed().provisionedAt() != null) {
      openGap(draft, at);
    }
    Connection next = draft.done(now);
    return new Moved(next, List.of(Commands.pause(next)));
  }

  static Decision release(Connection facts, Draft draft, Hold hold, boolean fill, Instant now) {
    draft.holds = facts.holds().without(hold);
    if (!draft.holds.isEmpty() || !isWishedInAws(facts)) {
      return new Moved(draft.done(now), List.of());
    }
    raise(draft);
    boolean wanted = fill && facts.wish().delivery() == Delivery.PULL;
    draft.gaps.replaceAll(gap -> gap.status() == Gap.Status.OPEN ? gap.waiting(wanted) : gap);
    Connection next = draft.done(now);
    return new Moved(next, List.of(Commands.resume(next)));
  }

  /**
   * The wish changes: commands of the former generation are skipped from now on, those of a running
   * fetch too, so it begins again after the next reconcile.
   */
  static void raise(Draft draft) {
    draft.generation++;
    draft.gaps.replaceAll(gap -> gap.status() == Gap.Status.RUNNING ? gap.waiting(true) : gap);
  }

  /** One that was about to end goes on; else a new one begins. */
  static void openGap(Draft draft, Instant from) {
    for (int i = 0; i < draft.gaps.size(); i++) {
      Gap gap = draft.gaps.get(i);
      if (gap.status() == Gap.Status.WAITING && gap.to() == null) {
        draft.gaps.set(i, gap.reopened());
        return;
      }
    }
    draft.gaps.add(Gap.open(draft.newGapId(), from));
  }

  private static boolean isWishedInAws(Connection facts) {
    return facts.lifecycle() == Lifecycle.PROVISIONING
        || facts.lifecycle() == Lifecycle.PROVISIONED;
  }
}
