package io.trailbridge.benchmarks;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How much time a measurement is given. */
public enum Effort {
  /** Only enough to see that it starts; its figures say nothing. */
  SMOKE(0, 1, 1, 20),
  /** A figure to work with: one JVM. */
  SHORT(1, 3, 3, 2_000),
  /** A figure to publish: three JVMs. */
  FULL(3, 5, 5, 2_000);

  private final int forks;
  private final int warmups;
  private final int iterations;
  private final int millis;

  Effort(int forks, int warmups, int iterations, int millis) {
    this.forks = forks;
    this.warmups = warmups;
    this.iterations = iterations;
    this.millis = millis;
  }

  /** Whether the figures mean nothing. */
  public boolean isSmoke() {
    return this == SMOKE;
  }

  /** One of two amounts of work, for measurements that are not JMH's. */
  public int choose(int smoke, int otherwise) {
    return isSmoke() ? smoke : otherwise;
  }

  ChainedOptionsBuilder applyTo(ChainedOptionsBuilder options) {
    TimeValue time = TimeValue.milliseconds(millis);
    return options
        .forks(forks)
        .warmupIterations(warmups)
        .warmupTime(time)
        .measurementIterations(iterations)
        .measurementTime(time);
  }
}
