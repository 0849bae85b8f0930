package io.trailbridge.integration.connection;

import static io.trailbridge.integration.Tokens.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.integration.Bus.Said;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class LicenseHoldIT {
  private static final String ACCOUNT = "222222222222";

  @Inject Connections connections;
  Broker broker;
  Database database;
  Stage stage;

  @BeforeEach
  void enter() throws Exception {
    stage = new Stage(broker, connections).licensed();
  }

  @AfterEach
  void leave() {
    stage.close();
  }

  @Test
  void shouldPauseWhenTheLicenseRunsOutAndComeBackWithIt() throws Exception {
    // Given
    String id = stage.active(ACCOUNT);
    stage.create("333333333333");
    JsonPath before = preview();

    // When
    stage.expire();

    // Then
    stage.awaitStatus(id, "PAUSED");
    JsonPath paused = stage.connection(id);
    assertThat(paused.getList("holds")).containsExactly("LICENSE");
    assertThat(paused.getList("actions")).containsExactly("edit", "pause", "delete");
    assertThat(paused.getList("gaps.status")).containsExactly("OPEN");
    assertThat(stage.licenseStatus()).isEqualTo("EXPIRED");
    assertThat(before.getString("pausesAt")).isNotNull().isEqualTo(before.getString("validUntil"));
    assertThat(before.getList("connections.id")).containsExactly(id);
    assertThat(before.getLong("total")).isOne();
    assertThat(preview().getString("pausesAt")).isNull();
    assertThat(preview().getLong("total")).isZero();
    admin(stage.tenant)
        .contentType("application/json")
        .body("{\"name\": \"N\", \"accountId\": \"333333333333\", \"region\": \"eu-west-1\"}")
        .post("/api/v1/connections")
        .then()
        .statusCode(403);

    // When
    stage.renew();

    // Then
    stage.awaitStatus(id, "ACTIVE");
    assertThat(awaitStates(id, "PAUSED")).isNotEmpty();
    await()
        .untilAsserted(
            () ->
                assertThat(stage.bus.said(Topics.PROVISIONING_COMMANDS, id))
                    .extracting(Said::type)
                    .containsExactly(
                        "io.trailbridge.ProvisionConnection.v1",
                        "io.trailbridge.PauseForwarding.v1",
                        "io.trailbridge.ResumeForwarding.v1"));
  }

  @Test
  void shouldLeaveAUsersPauseAloneWhenTheLicenseComesBack() throws Exception {
    // Given
    String id = stage.active(ACCOUNT);
    act(id, "pause", 202);
    stage.expire();
    await()
        .untilAsserted(
            () ->
                assertThat(stage.connection(id).getList("holds"))
                    .containsExactly("USER", "LICENSE"));
    act(id, "resume", 409);

    // When
    stage.renew();

    // Then
    await()
        .untilAsserted(
            () -> assertThat(stage.connection(id).getList("holds")).containsExactly("USER"));
    assertThat(stage.connection(id).getString("status")).isEqualTo("PAUSED");
    act(id, "resume", 202);
    assertThat(stage.connection(id).getString("status")).isEqualTo("ACTIVE");
  }

  @Test
  void shouldEndAProvisioningWellThatTheLicenseRanOutUnder() throws Exception {
    // Given
    String id = stage.create(ACCOUNT);
    stage.setUp(id);
    stage.expire();
    await()
        .untilAsserted(
            () -> assertThat(stage.connection(id).getList("holds")).containsExactly("LICENSE"));

    // When
    stage.reconciled(id, 1, Forwarding.ON);
    stage.reconciled(id, 2, Forwarding.OFF);

    // Then
    stage.awaitStatus(id, "PAUSED");
    assertThat(awaitStates(id, "PAUSED"))
        .extracting(it -> json(it).getString("status"))
        .doesNotContain("ACTIVE");
  }

  @Test
  void shouldFollowTheLicenseBeforeItsSweepDoes() throws Exception {
    // Given: three whom the sweep, kept from the first of them, does not reach
    List<String> ids = Stream.of(ACCOUNT, "333333333333").map(this::activeOf).sorted().toList();
    String last = stage.create("444444444444");
    act(ids.getLast(), "pause", 202);

    try (Connection sql = database.superuser("integration")) {
      sql.setAutoCommit(false);
      sql.createStatement()
          .execute("select from connection where id = '" + ids.getFirst() + "' for update");
      stage.expire();
      await().untilAsserted(() -> assertThat(stage.licenseStatus()).isEqualTo("EXPIRED"));

      // When
      act(ids.getLast(), "resume", 409);
      stage.setUp(last);

      // Then
      assertThat(stage.connection(ids.getLast()).getList("holds"))
          .containsExactly("USER", "LICENSE");
      assertThat(stage.connection(last).getList("holds")).containsExactly("LICENSE");
      assertThat(stage.connection(ids.getFirst()).getList("holds")).isEmpty();
    }
    stage.awaitStatus(ids.getFirst(), "PAUSED");
  }

  private String activeOf(String account) {
    try {
      return stage.active(account);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonPath preview() {
    return admin(stage.tenant)
        .get("/api/v1/license/preview")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private void act(String id, String action, int status) {
    admin(stage.tenant).post("/api/v1/connections/" + id + "/" + action).then().statusCode(status);
  }

  private List<Said> awaitStates(String id, String status) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> stage.bus.said(Topics.CONNECTION_STATE, id),
            said -> said.stream().anyMatch(it -> json(it).getString("status").equals(status)));
  }

  private static JsonPath json(Said said) {
    return JsonPath.from(said.json());
  }
}
