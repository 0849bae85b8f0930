package io.trailbridge.license;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import io.trailbridge.testbed.Ports;
import io.trailbridge.testbed.ServiceProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What survives when the database goes away; seen in the outbox. */
class LicenseProcessIT {
  private static final String ACTIVATED = "io.trailbridge.LicenseActivated.v1";
  private static final String EXPIRED = "io.trailbridge.LicenseExpired.v1";

  @TempDir Path folder;

  private final int port = Ports.free();
  private final Map<String, String> gateway = Tokens.newGateway();
  private final String token = Tokens.of(gateway, "billing");
  private Broker broker;
  private Database database;

  @BeforeEach
  void start() {
    broker = Broker.start();
    database = Database.start(port, folder);
  }

  @AfterEach
  void stop() {
    database.close();
    broker.close();
  }

  @Test
  void shouldFireByItselfOnceItsDatabaseIsBack() {
    // Given
    try (ServiceProcess service = service().awaitReady()) {
      // The first request of all takes seconds: not while a short licence runs.
      grant(service, "earlier", Instant.parse("2100-01-01T00:00:00Z"));
      Instant until = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.MICROS);
      grant(service, "unplugged", until);
      // When
      database.close();
      await().until(() -> Instant.now().isAfter(until));
      database = Database.start(port, folder);
      // Then
      List<Sent> sent = awaitSent("unplugged", 2);
      assertThat(sent).extracting(Sent::type).containsExactly(ACTIVATED, EXPIRED);
      assertThat(sent.getLast().at()).isEqualTo(until);
    }
  }

  private void grant(ServiceProcess service, String tenant, Instant until) {
    given()
        .baseUri(service.url())
        .auth()
        .oauth2(token)
        .contentType("application/json")
        .body("{\"validUntil\":\"" + until + "\"}")
        .put("/api/v1/tenants/" + tenant + "/licenses/PUBLIC_CLOUD")
        .then()
        .statusCode(200);
  }

  private ServiceProcess service() {
    Map<String, String> config = new HashMap<>(gateway);
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
    return ServiceProcess.start("128m", config);
  }

  private List<Sent> awaitSent(String tenant, int count) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> outbox(tenant), it -> it.size() >= count);
  }

  private List<Sent> outbox(String tenant) {
    List<Sent> sent = new ArrayList<>();
    try (Connection connection = database.superuser("license");
        PreparedStatement query =
            connection.prepareStatement(
                "select type, at from outbox where aggregateid = ? order by at")) {
      query.setString(1, tenant + "/PUBLIC_CLOUD");
      ResultSet rows = query.executeQuery();
      while (rows.next()) {
        sent.add(new Sent(rows.getString(1), rows.getObject(2, OffsetDateTime.class).toInstant()));
      }
      return sent;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Sent(String type, Instant at) {}
}
