package io.trailbridge.integration.connection;

import static io.trailbridge.integration.Tokens.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionVerified;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.messaging.Transactions;
import io.trailbridge.testbed.Broker;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class VerificationIT implements VerificationStoreContract {
  @Inject Connections connections;
  @Inject ConnectionStore connectionStore;
  @Inject VerificationStore store;
  @Inject Transactions transactions;
  Broker broker;
  private Stage stage;

  @BeforeEach
  void enter() throws Exception {
    stage = new Stage(broker, connections).licensed();
  }

  @AfterEach
  void leave() {
    stage.close();
  }

  @Test
  void shouldShowTheChainWithoutANewVersionOrState() throws Exception {
    // Given
    String id = stage.active("222222222222");
    assertThat(seen(id).getString("verifiedAt")).isNull();
    assertThat(seen(id).getList("checks")).isEmpty();
    JsonPath first = verified(id, null, true);
    long version = stage.connection(id).getLong("version");
    int states = stage.bus.said(Topics.CONNECTION_STATE, id).size();

    // When
    JsonPath second = verified(id, first.getString("verifiedAt"), true);

    // Then
    assertThat(second.getList("checks.code")).containsExactly("ROLE_ASSUMABLE", "TRAIL_LOGGING");
    assertThat(second.getList("checks.passed")).containsExactly(true, true);
    assertThat(second.getList("checks.since")).isEqualTo(first.getList("checks.since"));
    assertThat(second.getString("health")).isEqualTo("HEALTHY");
    assertThat(second.getString("goodAt")).isEqualTo(second.getString("verifiedAt"));
    assertThat(stage.connection(id).getLong("version")).isEqualTo(version);
    assertThat(stage.bus.said(Topics.CONNECTION_STATE, id)).hasSize(states);
  }

  @Test
  void shouldSayWhichLinkFailsSinceWhenAndWhatToDo() throws Exception {
    // Given
    String id = stage.active("222222222222");
    JsonPath good = verified(id, null, true);

    // When
    JsonPath bad = verified(id, good.getString("verifiedAt"), false);

    // Then
    assertThat(bad.getString("checks[0].since")).isEqualTo(good.getString("checks[0].since"));
    assertThat(bad.getString("checks[1].since")).isEqualTo(bad.getString("verifiedAt"));
    assertThat(bad.getString("checks[1].remedy")).isEqualTo("Start it.");
    assertThat(bad.getString("goodAt")).isEqualTo(good.getString("verifiedAt"));
    assertThat(admin("somebody-else").get(path(id)).statusCode()).isEqualTo(404);
  }

  /** The worker looked, and the API shows it. */
  private JsonPath verified(String id, @org.jspecify.annotations.Nullable String after, boolean ok)
      throws Exception {
    stage.answer(
        id,
        new ConnectionVerified(
            ConnectionId.of(id),
            new TenantId(stage.tenant),
            1,
            ok ? Health.HEALTHY : Health.LOST,
            List.of(
                new Check("ROLE_ASSUMABLE", true, null, "It is.", null),
                new Check("TRAIL_LOGGING", ok, null, "Looked.", ok ? null : "Start it.")),
            null));
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> seen(id),
            it -> it.getString("verifiedAt") != null && !it.getString("verifiedAt").equals(after));
  }

  private JsonPath seen(String id) {
    return admin(stage.tenant).get(path(id)).then().statusCode(200).extract().jsonPath();
  }

  private static String path(String id) {
    return "/api/v1/connections/" + id + "/verification";
  }

  @Override
  public ConnectionStore connections() {
    return connectionStore;
  }

  @Override
  public VerificationStore store() {
    return store;
  }

  @Override
  public <T> T asTenant(TenantId tenant, Supplier<T> work) {
    return transactions.asTenant(tenant, work);
  }

  @Override
  public <T> T asSystem(Supplier<T> work) {
    return transactions.asSystem("contract test", work);
  }
}
