package io.trailbridge.sandbox;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Runs the steps of a demonstration, one line each with its time, and stops at the first that
 * fails.
 */
final class Steps {

  /** What a step does; what it gives back is told behind its name. */
  @FunctionalInterface
  interface Step {
    String run() throws Exception;
  }

  /** A step did not hold. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(String step, Throwable cause) {
      super(step + ": " + cause.getMessage(), cause);
    }
  }

  private final PrintStream out;
  private int number;

  Steps(PrintStream out) {
    this.out = out;
  }

  void step(String name, Step step) {
    long start = System.nanoTime();
    number++;
    try {
      String told = step.run();
      out.printf(
          Locale.ROOT,
          "%3d  ok  %6.1f s  %s%s%n",
          number,
          (System.nanoTime() - start) / 1e9,
          name,
          told.isEmpty() ? "" : ": " + told);
    } catch (Exception | AssertionError e) {
      out.printf(
          Locale.ROOT, "%3d  --  %6.1f s  %s%n", number, (System.nanoTime() - start) / 1e9, name);
      throw new Failed(name, e);
    }
    out.flush();
  }
}
