package io.trailbridge.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.trailbridge.testbed.Broker;
import java.util.Base64;
import java.util.Map;

/** One broker for all ITs of the module that run the whole service. */
public final class TestbedResource implements QuarkusTestResourceLifecycleManager {
  /** The id of the one master key. */
  public static final String MASTER_KEY_ID = "test";

  private Broker broker;

  @Override
  public Map<String, String> start() {
    broker = Broker.start();
    return Map.of(
        "kafka.bootstrap.servers",
        broker.bootstrapServers(),
        "trailbridge.ingestion.loops",
        "2",
        "trailbridge.secret.master-keys." + MASTER_KEY_ID,
        Base64.getEncoder().encodeToString(masterKey()));
  }

  /** What forwarders' secrets are derived from. */
  public static byte[] masterKey() {
    return "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  }

  @Override
  public void stop() {
    broker.close();
  }
}
