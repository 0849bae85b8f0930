package io.trailbridge.ingestion.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What the intake is told. */
@ConfigMapping(prefix = "trailbridge")
public interface IntakeConfig {
  Intake intake();

  Sns sns();

  Secret secret();

  /** The two endpoints. */
  interface Intake {
    /** How far a forwarder's clock may be off, either way. */
    @WithDefault("PT300S")
    Duration clockTolerance();

    /** How long Kafka may take to acknowledge before the sender is told to come again. */
    @WithDefault("PT3S")
    Duration acknowledgeWithin();

    /** What Retry-After says, in whole seconds. */
    @WithDefault("PT5S")
    Duration retryAfter();

    /** The largest batch, in bytes of gzip. */
    @WithDefault("4194304")
    int largestBatch();
  }

  /** Amazon SNS. */
  interface Sns {
    /** How old a message may be; SNS itself gives up after an hour. */
    @WithDefault("PT1H")
    Duration oldest();

    /** How far ahead of our clock a message may be. */
    @WithDefault("PT5M")
    Duration ahead();

    /** A sandbox only: where signing certificates are fetched instead of at the SNS host itself. */
    Optional<URI> certificateBaseUrl();

    /**
     * A sandbox only: the certificate authority (PEM) that signing certificates must lead to. Where
     * it is absent the TLS connection to the SNS host vouches for them.
     */
    Optional<Path> extraTrustAnchor();
  }

  /** Forwarder secrets. */
  interface Secret {
    /** Master keys by their id, each base64 of at least 32 bytes; PUSH works where there is one. */
    Map<String, String> masterKeys();
  }
}
