package io.trailbridge.ingestion.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How messages of Amazon SNS are verified. */
@ConfigMapping(prefix = "trailbridge.sns")
public interface SnsConfig {
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
