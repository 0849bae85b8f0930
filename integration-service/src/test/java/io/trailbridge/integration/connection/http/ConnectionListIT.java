package io.trailbridge.integration.connection.http;

import static io.trailbridge.integration.Tokens.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.integration.Tokens;
import io.trailbridge.integration.connection.Connections;
import io.trailbridge.testbed.Broker;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class ConnectionListIT {
  private static final String CONNECTIONS = "/api/v1/connections";

  @Inject Connections connections;
  Broker broker;
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
  void shouldPageThroughTheListNewestFirst() {
    // Given
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      ids.addFirst(stage.create("10000000000" + i));
    }

    // When
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonPath page =
          admin(stage.tenant)
              .get(CONNECTIONS + "?limit=2&cursor=" + cursor)
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      seen.addAll(page.getList("items.id", String.class));
      cursor = page.getString("nextCursor");
    } while (cursor != null);

    // Then
    assertThat(seen).isEqualTo(ids);
    list("?q=100000000003").body("items.accountId", contains("100000000003"));
    list("?q=%25").body("items", empty());
    list("?status=PENDING,ACTIVE&organization=false").body("items.id", hasItems(ids.getFirst()));
    list("?status=ACTIVE").body("items", empty());
    for (String bad :
        List.of("limit=0", "limit=201", "limit=x", "cursor=abc", "status=NO", "sort=name")) {
      list("?" + bad).statusCode(400).body("type", equalTo("urn:trailbridge:problem:malformed"));
    }
  }

  @Test
  void shouldTellWhatIsAllowedInstead() {
    // Given
    String path = CONNECTIONS + "/" + stage.create("222222222222");

    // When // Then
    for (String action : List.of("pause", "resume", "verify")) {
      post(path + "/" + action, "{}")
          .statusCode(409)
          .body("type", equalTo("urn:trailbridge:problem:action-not-allowed"))
          .body("allowed", containsInAnyOrder("setup", "edit", "delete"));
    }
    post(path + "/pause", "{\"why\": 1}").statusCode(400).body("errors.field", contains("why"));
    for (String reason : List.of(" ", "a\\u0007", "a".repeat(201))) {
      post(path + "/pause", "{\"reason\": \"" + reason + "\"}")
          .statusCode(400)
          .body("errors.field", contains("reason"));
    }
    post(path + "/backfill", "{\"from\": \"yesterday\"}")
        .statusCode(422)
        .body("errors.field", contains("from", "to"));
  }

  @Test
  void shouldShowItsHistory() {
    // Given
    String id = stage.create("222222222222");
    admin(stage.tenant)
        .contentType("application/merge-patch+json")
        .header("If-Match", "\"1\"")
        .body("{\"name\": \"New\"}")
        .patch(CONNECTIONS + "/" + id)
        .then()
        .statusCode(200);

    // When // Then
    admin(stage.tenant)
        .get(CONNECTIONS + "/" + id + "/activity?limit=1")
        .then()
        .statusCode(200)
        .body("items.action", contains("edit"))
        .body("items[0].actor", equalTo("ada@example.com"))
        .body("nextCursor", notNullValue());
    admin(stage.tenant)
        .get(CONNECTIONS + "/" + id + "/activity")
        .then()
        .body("items.action", contains("edit", "create"))
        .body("nextCursor", nullValue());
  }

  @Test
  void shouldLetViewersReadOnly() {
    // Given
    String id = stage.create("222222222222");

    // When // Then
    Tokens.as(stage.tenant, "viewer").get(CONNECTIONS + "/" + id).then().statusCode(200);
    Tokens.as(stage.tenant, "viewer")
        .post(CONNECTIONS + "/" + id + "/verify")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:trailbridge:problem:forbidden"));
    Tokens.as(stage.tenant, "operator").get(CONNECTIONS).then().statusCode(403);
  }

  private ValidatableResponse list(String query) {
    return admin(stage.tenant).urlEncodingEnabled(false).get(CONNECTIONS + query).then();
  }

  private ValidatableResponse post(String path, String body) {
    return admin(stage.tenant).contentType("application/json").body(body).post(path).then();
  }
}
