package io.trailbridge.provisioning.connection;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Optional;

/** What forwarder secrets are derived from; the intake has the same keys. */
@ConfigMapping(prefix = "trailbridge.secret")
public interface ForwarderKeys {
  /** Master keys by their id, each base64 of at least 32 bytes; PUSH works where there is one. */
  Map<String, String> masterKeys();

  /** The id of the one that forwarders are given secrets of; needed where there are several. */
  Optional<String> currentKey();
}
