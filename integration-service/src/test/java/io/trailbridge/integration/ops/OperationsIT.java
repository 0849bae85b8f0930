package io.trailbridge.integration.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ProvisioningFailed;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.integration.Tokens;
import io.trailbridge.integration.connection.Connections;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class OperationsIT {
  private static final String STREAM = "/api/v1/ops/stream";

  @Inject Connections connections;
  Broker broker;
  Database database;

  @Test
  void shouldShowOperatorsWhoIsInTroubleAndHowMessagesFlow() throws Exception {
    try (Stage stage = new Stage(broker, connections).licensed()) {
      // Given
      String slow = stage.create("222222222222");
      stage.setUp(slow);
      began(slow, "1 hour");
      stage.reconciled(slow, 1, Forwarding.ON);
      stage.awaitStatus(slow, "ACTIVE");
      String lost = stage.create("333333333333");
      stage.setUp(lost);
      for (String tenant : List.of(stage.tenant, "somebody-else")) {
        stage.answer(
            lost,
            new ProvisioningFailed(
                ConnectionId.of(lost),
                new TenantId(tenant),
                1,
                new Finding("X", null, "X.", "X."),
                List.of()));
      }
      stage.awaitStatus(lost, "PENDING");

      // When // Then
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                JsonPath summary = summary(stage);
                assertThat(summary.getLong("connections.ACTIVE")).isPositive();
                assertThat(summary.getMap("connections")).hasSize(7);
                assertThat(summary.getList("trouble.connection")).contains(lost);
                assertThat(summary.getList("slowest.tenant")).contains(stage.tenant);
                assertThat(
                        summary.getLong(
                            "slowest.find { it.tenant == '%s' }.millis".formatted(stage.tenant)))
                    .isGreaterThan(3_600_000);
                assertThat(summary.getList("slowestCalls.operation")).contains("CreateTrail");
                assertThat(
                        summary.<Integer>get(
                            "deadLetterReasons.'trailbridge.provisioning.results'.'tenant-mismatch'"))
                    .isPositive();
                assertThat(summary.<Integer>get("deadLetters.'trailbridge.provisioning.results'"))
                    .isPositive();
                assertThat(summary.getMap("lag")).isNotNull();
              });
      assertThat(Tokens.admin(stage.tenant).get("/api/v1/ops/summary").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void shouldTellOperatorsAgainAndAgain() throws Exception {
    // Given
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + STREAM))
            .header("Authorization", "Bearer " + Tokens.token("operations", "operator"))
            .build();

    // When
    List<String> told;
    try (HttpClient client = HttpClient.newHttpClient();
        Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
      told = lines.filter(line -> line.startsWith("data:")).limit(2).toList();
      client.shutdownNow();
    }

    // Then
    assertThat(told).hasSize(2).allMatch(line -> line.contains("\"connections\":{"));
    assertThat(Tokens.admin("operations").get(STREAM).statusCode()).isEqualTo(403);
  }

  /** Its set-up began so much earlier: the slowest of all that the tests before have left. */
  private void began(String id, String interval) throws SQLException {
    try (Connection connection = database.superuser("integration");
        PreparedStatement earlier =
            connection.prepareStatement(
                "update activity set at = at - cast(? as interval)"
                    + " where connection_id = cast(? as uuid) and action = 'setup-completed'")) {
      earlier.setString(1, interval);
      earlier.setString(2, id);
      assertThat(earlier.executeUpdate()).isOne();
    }
  }

  private static JsonPath summary(Stage stage) {
    return Tokens.as(stage.tenant, "operator")
        .get("/api/v1/ops/summary")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }
}
