package io.trailbridge.integration.ops;

import java.time.Instant;
import java.util.Map;

/**
 * How messages flow, as Kafka tells.
 *
 * @param lag messages not read yet, by consumer group and topic, where there are any
 * @param deadLetters messages set aside and still kept, by the topic they came from
 * @param batches how many batches ever came in
 * @param events how many events ever came out
 * @param at when it was asked
 */
public record Flow(
    Map<String, Map<String, Long>> lag,
    Map<String, Long> deadLetters,
    long batches,
    long events,
    Instant at) {

  /** Keeps its own copies. */
  public Flow {
    lag = Map.copyOf(lag);
    deadLetters = Map.copyOf(deadLetters);
  }
}
