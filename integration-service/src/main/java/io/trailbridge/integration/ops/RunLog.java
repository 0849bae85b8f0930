package io.trailbridge.integration.ops;

import java.time.Duration;
import java.time.Instant;

/** Keeps what runs took, for operators. Each method needs a system transaction. */
public interface RunLog {
  /** How long a run is kept: a day, and an hour for whoever just looks. */
  Duration KEPT = Duration.ofHours(25);

  /**
   * Keeps what a run took.
   *
   * @param endsSetUp whether it was the answer that a set-up waited for since the script's report
   */
  void append(Run run, boolean endsSetUp);

  /** Forgets runs that are older; how many it were. */
  int forgetBefore(Instant instant);
}
