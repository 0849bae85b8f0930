package io.trailbridge.integration.connection;

import static io.trailbridge.integration.Tokens.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.integration.Bus.Said;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many at once, and what the clock does. */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class StormIT {
  @Inject Connections connections;
  @Inject Watch watch;
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
  void shouldCreateOnceForOneKeyHoweverManyAskAtOnce() throws Exception {
    // When
    List<Response> responses =
        atOnce(
            32,
            () ->
                admin(stage.tenant)
                    .contentType("application/json")
                    .header("Idempotency-Key", "once")
                    .body(
                        "{\"name\": \"N\", \"accountId\": \"222222222222\","
                            + " \"region\": \"eu-central-1\"}")
                    .post("/api/v1/connections"));

    // Then
    assertThat(responses).extracting(Response::statusCode).containsOnly(201);
    assertThat(responses)
        .extracting(it -> it.path("id").toString())
        .containsOnly(responses.getFirst().<String>path("id"));
  }

  @Test
  void shouldConnectAPlaceOnceHoweverManyAskAtOnce() throws Exception {
    // When
    List<Response> responses =
        atOnce(
            32,
            () ->
                admin(stage.tenant)
                    .contentType("application/json")
                    .body(
                        "{\"name\": \"N\", \"accountId\": \"222222222222\","
                            + " \"region\": \"eu-central-1\"}")
                    .post("/api/v1/connections"));

    // Then
    assertThat(responses).extracting(Response::statusCode).containsOnly(201, 409);
    assertThat(responses).filteredOn(it -> it.statusCode() == 201).hasSize(1);
  }

  @Test
  void shouldLoseNoEdit() throws Exception {
    // Given
    String path = "/api/v1/connections/" + stage.create("222222222222");

    // When
    List<Response> responses =
        atOnce(
            16,
            () ->
                admin(stage.tenant)
                    .contentType("application/merge-patch+json")
                    .header("If-Match", "\"1\"")
                    .body("{\"name\": \"Name " + System.nanoTime() + "\"}")
                    .patch(path));

    // Then
    assertThat(responses).filteredOn(it -> it.statusCode() == 200).hasSize(1);
    assertThat(responses).extracting(Response::statusCode).containsOnly(200, 412);
  }

  @Test
  void shouldCarryALicenseToEveryConnectionInSteps() throws Exception {
    // Given
    List<String> ids = new ArrayList<>();
    for (int i = 10; i < 23; i++) {
      String id = stage.create("1000000000" + i);
      stage.setUp(id);
      ids.add(id);
    }

    // When
    stage.expire();

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(ids)
                    .allSatisfy(
                        id ->
                            assertThat(stage.connection(id).getList("holds"))
                                .containsExactly("LICENSE")));
    await()
        .untilAsserted(
            () ->
                assertThat(ids)
                    .allSatisfy(
                        id ->
                            assertThat(stage.bus.said(Topics.PROVISIONING_COMMANDS, id))
                                .extracting(Said::type)
                                .containsExactly(
                                    "io.trailbridge.ProvisionConnection.v1",
                                    "io.trailbridge.PauseForwarding.v1")));

    // When
    stage.renew();

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(ids)
                    .allSatisfy(id -> assertThat(stage.connection(id).getList("holds")).isEmpty()));
  }

  @Test
  void shouldAskForVerificationsThatAreDue() throws Exception {
    // Given
    String id = stage.active("222222222222");

    // When
    sql(
        "update connection set next_verify_at = now() - interval '1 minute' where id = '"
            + id
            + "'");

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(stage.bus.said(Topics.PROVISIONING_COMMANDS, id))
                    .extracting(Said::type)
                    .containsExactly(
                        "io.trailbridge.ProvisionConnection.v1",
                        "io.trailbridge.VerifyConnection.v1"));
  }

  @Test
  void shouldBuryWhatWasDeletedLongAgo() throws Exception {
    // Given
    String id = stage.create("222222222222");
    admin(stage.tenant).post("/api/v1/connections/" + id + "/deletion").then().statusCode(202);
    stage.awaitStatus(id, "DELETED");
    sql("update connection set deleted_at = now() - interval '31 days' where id = '" + id + "'");

    // When // Then
    admin(stage.tenant).get("/api/v1/connections/" + id).then().statusCode(404);
    watch.bury();
    assertThat(count(id)).isEqualTo(1);

    // When
    sql("update connection set deleted_at = now() - interval '41 days' where id = '" + id + "'");
    watch.bury();

    // Then
    assertThat(count(id)).isZero();
    await()
        .untilAsserted(
            () ->
                assertThat(stage.bus.said(Topics.CONNECTION_STATE, id).getLast().json()).isNull());
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = database.superuser("integration");
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private int count(String id) throws SQLException {
    try (Connection connection = database.superuser("integration");
        Statement sql = connection.createStatement();
        var rows = sql.executeQuery("select count(*) from connection where id = '" + id + "'")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static <T> List<T> atOnce(int count, Callable<T> work)
      throws InterruptedException, ExecutionException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = executor.invokeAll(Collections.nCopies(count, work));
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}
