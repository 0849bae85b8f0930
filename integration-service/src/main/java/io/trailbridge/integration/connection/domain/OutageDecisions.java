package io.trailbridge.integration.connection.domain;

import static io.trailbridge.integration.connection.domain.Decider.STALE;

import io.trailbridge.integration.connection.domain.Decision.Moved;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What follows from a time in which the intake was away: a gap that fills itself. */
final class OutageDecisions {
  private OutageDecisions() {}

  static Decision decide(Connection facts, Input.IntakeWasAway away, Instant now) {
    Draft draft = new Draft(facts);
    Optional<Gap> missed = Gaps.missed(draft, away.from(), away.to());
    if (missed.isEmpty()) {
      return STALE;
    }
    Gap gap = missed.get();
    if (!facts.holds().isEmpty() || facts.lifecycle() == Lifecycle.PROVISIONING) {
      draft.gaps.add(gap.waiting(true));
      return new Moved(draft.done(now), List.of());
    }
    draft.gaps.add(gap);
    return Gaps.fetch(draft, List.of(gap), now);
  }
}
