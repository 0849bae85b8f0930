package io.trailbridge.integration.connection;

import static io.restassured.RestAssured.given;
import static io.trailbridge.integration.Tokens.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.integration.Tokens;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class TenancyIT {
  @Inject Connections connections;
  Broker broker;
  Database database;
  Stage mine;
  Stage other;

  @BeforeEach
  void enter() throws Exception {
    mine = new Stage(broker, connections).licensed();
    other = new Stage(broker, connections);
  }

  @AfterEach
  void leave() {
    mine.close();
    other.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET| | ",
        "PATCH| | '{\"name\": \"Mine now\"}'",
        "POST| /setup| ''",
        "POST| /pause| '{}'",
        "POST| /resume| '{}'",
        "POST| /verify| '{}'",
        "POST| /backfill| '{\"from\": \"2026-01-01T00:00:00Z\", \"to\": \"2026-01-02T00:00:00Z\"}'",
        "POST| /backfill| '{}'",
        "POST| /rotate-secret| '{}'",
        "POST| /deletion| '{}'",
        "GET| /deletion| ",
        "GET| /activity| "
      })
  void shouldNotFindAnotherTenantsConnection(String method, String path, String body) {
    // Given
    String id = mine.create("222222222222");
    String below = path == null ? "" : path;

    // When // Then
    for (String asked : List.of(id, UUID.randomUUID().toString(), "x")) {
      RequestSpecification request = admin(other.tenant).header("If-Match", "\"1\"");
      if (body != null) {
        request = request.contentType("application/json").body(body);
      }
      request
          .request(method, "/api/v1/connections/" + asked + below)
          .then()
          .statusCode(404)
          .body("type", equalTo("urn:trailbridge:problem:not-found"));
    }
    assertThat(mine.connection(id).getString("name")).isEqualTo("Production");
  }

  @Test
  void shouldListTheTenantsOwnAlone() {
    // Given
    String id = mine.create("222222222222");

    // When // Then
    admin(mine.tenant).get("/api/v1/connections").then().body("items.id", hasItem(id));
    admin(other.tenant).get("/api/v1/connections").then().body("items.id", not(hasItem(id)));
  }

  @Test
  void shouldRefuseTokensThatDoNotHold() {
    // Given
    List<RequestSpecification> bad = new ArrayList<>();
    bad.add(given());
    bad.add(given().auth().oauth2("abc"));
    bad.add(
        given().auth().oauth2(Tokens.claims("admin").claim("tenant_id", "a").audience("b").sign()));
    bad.add(
        given().auth().oauth2(Tokens.claims("admin").claim("tenant_id", "a").issuer("b").sign()));
    bad.add(
        given()
            .auth()
            .oauth2(
                Tokens.claims("admin")
                    .claim("tenant_id", "a")
                    .expiresIn(Duration.ofMinutes(-10))
                    .sign()));

    // When // Then
    for (RequestSpecification request : bad) {
      request
          .get("/api/v1/connections")
          .then()
          .statusCode(401)
          .contentType("application/problem+json")
          .body("type", equalTo("urn:trailbridge:problem:unauthenticated"));
    }
  }

  @Test
  void shouldForbidTokensWithoutATenant() {
    // Given
    List<String> bad =
        List.of(
            Tokens.claims("admin").sign(),
            Tokens.claims("admin").claim("tenant_id", List.of("a")).sign(),
            Tokens.claims("admin").claim("tenant_id", "No Tenant").sign());

    // When // Then
    for (String token : bad) {
      given()
          .auth()
          .oauth2(token)
          .get("/api/v1/connections")
          .then()
          .statusCode(403)
          .body("type", equalTo("urn:trailbridge:problem:forbidden"));
    }
  }

  @Test
  void shouldAnswerProblemsEverywhere() {
    // When // Then
    admin(mine.tenant)
        .header("X-Request-Id", "my-id-1")
        .get("/api/v1/nothing")
        .then()
        .statusCode(404)
        .header("X-Request-Id", "my-id-1")
        .body("requestId", equalTo("my-id-1"));
    admin(mine.tenant)
        .header("X-Request-Id", "a b<c>")
        .delete("/api/v1/connections")
        .then()
        .statusCode(405)
        .header("X-Request-Id", not("a b<c>"))
        .contentType("application/problem+json");
  }

  @Test
  void shouldHideRowsBelowHttpToo() {
    // Given
    String id = mine.create("222222222222");

    // When // Then
    assertThat(connections.find(new TenantId(other.tenant), ConnectionId.of(id))).isEmpty();
    assertThat(connections.find(new TenantId(mine.tenant), ConnectionId.of(id))).isPresent();
  }

  @Test
  void shouldForceRowLevelSecurityOnEveryTableWithATenant() throws SQLException {
    // Given
    String unguarded =
        """
        select c.relname from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and not c.relispartition
          and not (c.relrowsecurity and c.relforcerowsecurity
            and exists (select from pg_policies p where p.tablename = c.relname
              and p.roles = array['integration_app']::name[] and p.with_check is not null))""";

    // When // Then
    try (Connection connection = database.superuser("integration");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(unguarded)) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      assertThat(names).isEmpty();
    }
  }
}
