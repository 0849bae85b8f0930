package io.trailbridge.integration.ops;

import java.time.Instant;
import java.util.Map;

/**
 * How messages flow, as Kafka tells.
 *
 * @param lag messages not read yet, by consumer group and topic, where there are any
 * @param deadLetters messages set aside and still kept, by the topic they came from
 * @param deadLetterReasons how many of them there are by reason, as far as they were read: the
 *     newest of each partition
 * @param batches how many batches ever came in
 * @param events how many events ever came out
 * @param at when it was asked
 */
public record Flow(
    Map<String, Map<String, Long>> lag,
    Map<String, Long> deadLetters,
    Map<String, Map<String, Long>> deadLetterReasons,
    long batches,
    long events,
    Instant at) {

  /** Keeps its own copies. */
  public Flow {
    lag = Map.copyOf(lag);
    deadLetters = Map.copyOf(deadLetters);
    deadLetterReasons = Map.copyOf(deadLetterReasons);
  }
}
