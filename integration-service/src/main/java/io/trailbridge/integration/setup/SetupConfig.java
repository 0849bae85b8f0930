package io.trailbridge.integration.setup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How one-time tokens are handed out and guarded. */
@ConfigMapping(prefix = "trailbridge.setup")
public interface SetupConfig {

  /** How long a one-time token can be used. */
  @WithDefault("PT60M")
  Duration tokenLifetime();

  /**
   * So many wrong tokens a minute from one address are told that they are wrong; more are told to
   * wait.
   */
  @WithDefault("10")
  int wrongTriesPerMinute();
}
