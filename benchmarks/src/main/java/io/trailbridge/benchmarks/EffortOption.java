package io.trailbridge.benchmarks;

import picocli.CommandLine.Option;

/** The option that every benchmark has; mix it in. */
public final class EffortOption {

  @Option(
      names = "--effort",
      description = "How much time it is given: ${COMPLETION-CANDIDATES}; SHORT where not said.")
  private Effort effort = Effort.SHORT;

  /** What was asked for. */
  public Effort effort() {
    return effort;
  }
}
