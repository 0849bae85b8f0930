package io.trailbridge.ingestion.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the two endpoints are told. */
@ConfigMapping(prefix = "trailbridge.intake")
public interface IntakeConfig {
  /** How far a forwarder's clock may be off, either way. */
  @WithDefault("PT300S")
  Duration clockTolerance();

  /** How long Kafka may take to acknowledge before the sender is told to come again. */
  @WithDefault("PT3S")
  Duration acknowledgeWithin();

  /** How often it is told that the intake takes what is sent to it. */
  @WithDefault("60s")
  String heartbeatEvery();

  /** What Retry-After says, in whole seconds. */
  @WithDefault("PT5S")
  Duration retryAfter();

  /** The largest batch, in bytes of gzip. */
  @WithDefault("4194304")
  int largestBatch();
}
