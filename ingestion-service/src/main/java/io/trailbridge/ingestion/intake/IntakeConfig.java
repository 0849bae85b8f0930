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

  /** How long a body may take, from the request's headers on; the idle timeout sees each drop. */
  @WithDefault("PT30S")
  Duration bodyWithin();

  /** How often it is told that the intake takes what is sent to it. */
  @WithDefault("60s")
  String heartbeatEvery();

  /** What Retry-After says, in whole seconds. */
  @WithDefault("PT5S")
  Duration retryAfter();

  /** The largest batch, in bytes of gzip. */
  @WithDefault("4194304")
  int largestBatch();

  /**
   * How many bytes of bodies are held at once, at least one body of the largest size; who comes
   * when there is no room is told to come again. While it is copied a body may take twice its size
   * of the heap.
   */
  @WithDefault("67108864")
  long bytesAtOnce();

  /** How many batches a second one connection may post to one instance, on average. */
  @WithDefault("100")
  double batchesPerSecond();

  /** How many bytes of batches a second one connection may post to one instance, on average. */
  @WithDefault("33554432")
  double bytesPerSecond();

  /** For how long a connection that was silent may save up what it did not use. */
  @WithDefault("PT10S")
  Duration burst();

  /** With how many batches that wait to be ingested no more are taken; notifications still are. */
  @WithDefault("100000")
  long mostBacklog();

  /** How often Kafka is asked how many wait. */
  @WithDefault("PT5S")
  Duration backlogEvery();
}
