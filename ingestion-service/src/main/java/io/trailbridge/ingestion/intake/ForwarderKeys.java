package io.trailbridge.ingestion.intake;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** What forwarder secrets are derived from. */
@ConfigMapping(prefix = "trailbridge.secret")
public interface ForwarderKeys {
  /** Master keys by their id, each base64 of at least 32 bytes; PUSH works where there is one. */
  Map<String, String> masterKeys();
}
