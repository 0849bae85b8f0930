package io.trailbridge.integration.license;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How licences are carried out. */
@ConfigMapping(prefix = "trailbridge.license")
public interface LicenseConfig {

  /** How many connections one transaction of a sweep holds or releases at most. */
  @WithDefault("1000")
  int sweepChunk();

  /** How often sweeps are looked for that were cut off or have become due. */
  @WithDefault("1s")
  String sweepEvery();
}
