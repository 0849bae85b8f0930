package io.trailbridge.integration.connection.domain;

import io.trailbridge.integration.connection.domain.Decision.Moved;
import io.trailbridge.integration.connection.domain.Decision.Refused;
import io.trailbridge.integration.connection.domain.Decision.Stale;
import java.time.Instant;
import java.util.List;

/**
 * What follows from an input.
 *
 * <p>A change of what we want in AWS raises the generation and sends exactly one command, which
 * carries the whole wish. An answer counts once, for the generation that is the newest; of any
 * other one only the inventory and {@code provisioned} are kept.
 */
public final class Decider {
  static final Decision STALE = new Stale();

  private Decider() {}

  /** Pure: the same arguments give the same decision. */
  public static Decision decide(Connection facts, Input input, Instant now) {
    return switch (input) {
      case Input.ByUser user -> UserDecisions.decide(facts, user, now);
      case Input.ByScript script -> ScriptDecisions.decide(facts, script, now);
      case Input.ByLicense license -> HoldDecisions.decide(facts, license, now);
      case Input.ByWorker worker -> WorkerDecisions.decide(facts, worker, now);
      case Input.VerificationDue _ -> verificationDue(facts);
      case Input.IntakeWasAway away -> OutageDecisions.decide(facts, away, now);
    };
  }

  private static Decision verificationDue(Connection facts) {
    return facts.lifecycle() == Lifecycle.PROVISIONED && facts.holds().isEmpty()
        ? new Moved(facts, List.of(Commands.verify(facts)))
        : STALE;
  }

  static Decision refused(Refusal reason) {
    return new Refused(reason);
  }

  static Decision notAllowed(Connection facts, Action action) {
    return refused(
        new Refusal.NotAllowed(
            action, facts.actions().stream().filter(other -> other != action).toList()));
  }
}
