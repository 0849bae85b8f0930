package io.trailbridge.messaging;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import io.trailbridge.testbed.Relay;
import java.util.Map;

/** One broker and one database for all ITs of the module, and the relay between them. */
public final class TestbedResource implements QuarkusTestResourceLifecycleManager {
  private Broker broker;
  private Database database;
  private Relay relay;

  @Override
  public Map<String, String> start() {
    broker = Broker.start();
    database = Database.start();
    relay = Relay.start("integration", database.jdbcUrl("integration"), broker.bootstrapServers());
    return Map.of(
        "kafka.bootstrap.servers", broker.bootstrapServers(),
        "quarkus.datasource.jdbc.url", database.jdbcUrl("integration"),
        "quarkus.datasource.username", "integration_login",
        "quarkus.datasource.password", "integration_login",
        "quarkus.flyway.username", "integration_owner",
        "quarkus.flyway.password", "integration_owner");
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(broker, new TestInjector.MatchesType(Broker.class));
    injector.injectIntoFields(database, new TestInjector.MatchesType(Database.class));
  }

  @Override
  public void stop() {
    relay.close();
    database.close();
    broker.close();
  }
}
