package io.trailbridge.ingestion;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.trailbridge.testbed.Broker;
import java.util.Map;

/** One broker for all ITs of the module that run the whole service. */
public final class TestbedResource implements QuarkusTestResourceLifecycleManager {
  private Broker broker;

  @Override
  public Map<String, String> start() {
    broker = Broker.start();
    return Map.of("kafka.bootstrap.servers", broker.bootstrapServers());
  }

  @Override
  public void stop() {
    broker.close();
  }
}
