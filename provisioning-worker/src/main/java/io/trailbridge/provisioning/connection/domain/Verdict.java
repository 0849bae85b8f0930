package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.provisioning.Finding;
import java.time.Duration;

/** What a refusal of AWS means for whoever made the call. */
public sealed interface Verdict {

  /** What was asked about, or was to be removed, is not there; or is already as it should be. */
  record Done() implements Verdict {}

  /**
   * It passes by itself.
   *
   * @param finding what to say should it not pass after all
   */
  record TryLater(Duration after, Cause cause, Finding finding) implements Verdict {}

  /** It cannot be done until somebody acts. */
  record GiveUp(Finding finding) implements Verdict {}

  /** Why it passes by itself. */
  enum Cause {
    /** AWS has not yet heard of what was just made; bounded to minutes. */
    SETTLING,
    /** We, or the customer, call too often. */
    THROTTLED,
    /** The network or AWS itself. */
    PASSING
  }
}
