package io.trailbridge.license;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import io.trailbridge.testbed.Relay;
import java.util.HashMap;
import java.util.Map;

/** One broker, one database and the relay between them for all ITs of the module. */
public final class TestbedResource implements QuarkusTestResourceLifecycleManager {
  private Broker broker;
  private Database database;
  private Relay relay;

  @Override
  public Map<String, String> start() {
    broker = Broker.start();
    database = Database.start();
    relay = Relay.start("license", database.jdbcUrl("license"), broker.bootstrapServers());
    Map<String, String> config = new HashMap<>(Tokens.newGateway());
    config.putAll(
        Map.of(
            "kafka.bootstrap.servers",
            broker.bootstrapServers(),
            "quarkus.datasource.jdbc.url",
            database.jdbcUrl("license"),
            "quarkus.datasource.password",
            "license_login",
            "quarkus.flyway.password",
            "license_owner"));
    return config;
  }

  @Override
  public void stop() {
    relay.close();
    database.close();
    broker.close();
  }
}
