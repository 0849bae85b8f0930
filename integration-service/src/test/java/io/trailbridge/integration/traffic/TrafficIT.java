package io.trailbridge.integration.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.trailbridge.contracts.cloudtrail.StatsMessage.ConnectionStats;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.integration.Tokens;
import io.trailbridge.integration.connection.Connections;
import io.trailbridge.messaging.Transactions;
import io.trailbridge.testbed.Broker;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class TrafficIT implements TrafficStoreContract {
  @Inject TrafficStore store;
  @Inject Transactions transactions;
  @Inject Connections connections;
  Broker broker;
  private Stage stage;

  @BeforeEach
  void begin() throws Exception {
    stage = new Stage(broker, connections).licensed();
  }

  @AfterEach
  void end() {
    stage.close();
  }

  @Test
  void shouldShowWhatIngestionCountsAndNobodyElse() throws Exception {
    // Given
    String id = stage.create("222222222222");
    Instant now = Instant.now();
    ConnectionStats stats =
        new ConnectionStats(
            ConnectionId.of(id), tenant(), 40, 1_000, 3, 2, 1, 0, now.minusSeconds(20), now);

    // When
    for (int i = 0; i < 2; i++) {
      stage.bus.send(
          Topics.CLOUDTRAIL_STATS,
          id,
          stats,
          "/trailbridge/ingestion-service/" + UUID.randomUUID());
    }

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(traffic(stage.tenant, id).getString("items[0].minutes[0].records"))
                    .isEqualTo("80"));
    JsonPath seen = traffic(stage.tenant, id);
    assertThat(seen.getString("items[0].connection")).isEqualTo(id);
    assertThat(seen.getLong("items[0].minutes[0].delaySeconds")).isEqualTo(20);
    assertThat(traffic("somebody-else", id).getList("items")).isEmpty();
  }

  @Test
  void shouldSayWhatIsWrongWithTheQuestion() {
    for (String query : new String[] {"", "?connections=", "?connections=x", "?minutes=5"}) {
      assertThat(Tokens.admin(stage.tenant).get("/api/v1/traffic" + query).statusCode())
          .as(query)
          .isEqualTo(400);
    }
    String id = UUID.randomUUID().toString();
    for (String minutes : new String[] {"0", "-1", "1441", "x", "1.5"}) {
      assertThat(
              Tokens.admin(stage.tenant)
                  .get("/api/v1/traffic?connections=" + id + "&minutes=" + minutes)
                  .statusCode())
          .as(minutes)
          .isEqualTo(400);
    }
  }

  private static JsonPath traffic(String tenant, String id) {
    return Tokens.admin(tenant)
        .get("/api/v1/traffic?minutes=5&connections=" + id)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Override
  public TrafficStore store() {
    return store;
  }

  @Override
  public <T> T asSystem(Supplier<T> work) {
    return transactions.asSystem("contract test", work);
  }

  @Override
  public <T> T asTenant(TenantId tenant, Supplier<T> work) {
    return transactions.asTenant(tenant, work);
  }

  @Override
  public ConnectionId connectionOf(TenantId tenant) {
    return ConnectionId.of(stage.create("222222222222"));
  }

  @Override
  public TenantId tenant() {
    return new TenantId(stage.tenant);
  }
}
