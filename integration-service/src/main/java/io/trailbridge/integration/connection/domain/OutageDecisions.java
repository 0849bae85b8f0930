package io.trailbridge.integration.connection.domain;

import static io.trailbridge.integration.connection.domain.Decider.STALE;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.integration.connection.domain.Decision.Moved;
import java.time.Instant;
import java.util.List;

/**
 * What follows from a time in which the intake was away: a gap that fills itself. A forwarder's
 * queue keeps for days what it could not hand on, so only PULL misses anything.
 */
final class OutageDecisions {
  private OutageDecisions() {}

  static Decision decide(Connection facts, Input.IntakeWasAway away, Instant now) {
    Instant there = facts.observed().provisionedAt();
    boolean lives =
        facts.lifecycle() == Lifecycle.PROVISIONING || facts.lifecycle() == Lifecycle.PROVISIONED;
    if (!lives || there == null || facts.wish().delivery() == Delivery.PUSH) {
      return STALE;
    }
    Instant from = away.from().isAfter(there) ? away.from() : there;
    Instant held = facts.holds().heldSince();
    // From its hold on, the hold's own gap counts.
    Instant to = held != null && held.isBefore(away.to()) ? held : away.to();
    if (!from.isBefore(to)) {
      return STALE;
    }
    Draft draft = new Draft(facts);
    Gap gap = Gap.running(draft.newGapId(), from, to);
    if (held != null || facts.lifecycle() == Lifecycle.PROVISIONING) {
      draft.gaps.add(gap.waiting(true));
      return new Moved(draft.done(now), List.of());
    }
    draft.gaps.add(gap);
    Connection next = draft.done(now);
    return new Moved(
        next, List.copyOf(BackfillPlan.of(next, gap).commands(next, 0, BackfillPlan.WINDOW)));
  }
}
