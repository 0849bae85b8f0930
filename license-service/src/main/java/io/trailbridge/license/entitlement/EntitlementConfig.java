package io.trailbridge.license.entitlement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How licences run out. */
@ConfigMapping(prefix = "trailbridge.license")
public interface EntitlementConfig {

  /**
   * How long a licence stays valid after its period ran out. A change counts for a licence from its
   * next event on.
   */
  @WithDefault("PT0S")
  Duration grace();

  /** How long before the end of a period {@code LicenseExpiring} is published. */
  @WithDefault("P30D,P7D,P1D")
  List<Duration> notices();

  /** The timer that announces what the time has done. */
  Timer timer();

  /** How the timer works. */
  interface Timer {

    /** How long it sleeps at most: what another instance granted may be due by then. */
    @WithDefault("PT0.25S")
    Duration poll();

    /** How many licences one transaction takes. */
    @WithDefault("500")
    int chunk();
  }
}
