package io.trailbridge.integration.rest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of the API one tenant gets. */
@ConfigMapping(prefix = "trailbridge.rest")
public interface RestConfig {

  /** Requests a second that each instance answers for one tenant; more are told to wait. */
  @WithDefault("100")
  int requestsPerSecond();

  /** So many more at once, after a time of few. */
  @WithDefault("500")
  int burst();
}
