package io.trailbridge.integration.ops;

import java.time.Instant;
import java.util.Optional;

/** Asks Kafka how messages flow. */
public interface FlowGauge {

  /** Empty where Kafka does not answer in time. */
  Optional<Flow> read(Instant now);
}
