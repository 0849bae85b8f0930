package io.trailbridge.integration.connection.http;

import static io.trailbridge.integration.Tokens.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.integration.connection.Connections;
import io.trailbridge.testbed.Broker;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class ConnectionResourceIT {
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
  void shouldShowTheWholeConnectionWithItsNulls() {
    // When
    ValidatableResponse response = post(CONNECTIONS, minimal("222222222222")).statusCode(201);

    // Then
    String id = response.extract().path("id");
    response
        .header("Location", equalTo(CONNECTIONS + "/" + id))
        .header("ETag", "\"1\"")
        .header("X-Request-Id", notNullValue());
    JsonPath json = response.extract().jsonPath();
    assertThat(json.getMap("").keySet())
        .map(Object::toString)
        .containsExactly(
            "id",
            "name",
            "status",
            "holds",
            "findings",
            "accountId",
            "partition",
            "region",
            "organization",
            "organizationId",
            "accounts",
            "resources",
            "delivery",
            "backfillOnResume",
            "inventory",
            "gaps",
            "lastEventAt",
            "createdAt",
            "updatedAt",
            "version",
            "actions");
    response
        .body("status", equalTo("PENDING"))
        .body("partition", equalTo("aws"))
        .body("resources.mode", equalTo("NEW"))
        .body("resources.kmsKeyArn", nullValue())
        .body("resources.retentionDays", equalTo(90))
        .body("delivery", equalTo("PULL"))
        .body("backfillOnResume", equalTo(true))
        .body("accounts", nullValue())
        .body("createdAt", matchesPattern("20.*Z"))
        .body("actions", contains("setup", "edit", "delete"));
    admin(stage.tenant).get(CONNECTIONS + "/" + id).then().statusCode(200).body("id", equalTo(id));
  }

  @Test
  void shouldNameEveryFieldThatIsInvalid() {
    // When
    ValidatableResponse response =
        post(
            CONNECTIONS,
            """
            {"name": "a\\nb", "accountId": "12345678901", "region": "us-east-1;rm", "accounts": [],
             "resources": {"mode": "NEW", "retentionDays": 0, "kmsKeyArn": "x"},
             "delivery": "PIGEON"}""");

    // Then
    response
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:trailbridge:problem:invalid"))
        .body("requestId", notNullValue())
        .body(
            "errors.field",
            hasItems(
                "name",
                "accountId",
                "region",
                "accounts",
                "resources.retentionDays",
                "resources.kmsKeyArn",
                "delivery"));
    assertThat(response.extract().asString()).doesNotContain("PIGEON", "rm", "12345678901");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{\"name\": 7}'| name",
        "'{\"name\": \"n\", \"accountId\": 222222222222}'| accountId",
        "'{\"organization\": \"true\"}'| organization",
        "'{\"accounts\": \"all\"}'| accounts",
        "'{\"resources\": []}'| resources",
        "'{\"resources\": {\"mode\": \"NEW\", \"retentionDays\": 1.9}}'| resources.retentionDays",
        "'{\"resources\": {\"mode\": \"NEW\", \"retentionDays\": \"7\"}}'| resources.retentionDays",
        "'{\"resources\": {\"mode\": \"NEW\", \"trailArn\": \"a\"}}'| resources.trailArn",
        "'{\"externalId\": \"mine\"}'| externalId",
        "'{\"tenantId\": \"other\"}'| tenantId",
        "'{\"<script>\": 1}'| ?"
      })
  void shouldRefuseWhatCannotBeReadByTheFieldsName(String body, String field) {
    // When // Then
    post(CONNECTIONS, body)
        .statusCode(400)
        .body("type", equalTo("urn:trailbridge:problem:malformed"))
        .body("errors.field", contains(field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "[]",
        "{",
        "'{} {}'",
        "'{\"name\": \"a\", \"name\": \"b\"}'",
        "'{\"name\": NaN}'"
      })
  void shouldRefuseBodiesThatAreNoJsonObject(String body) {
    // When // Then
    post(CONNECTIONS, body)
        .statusCode(400)
        .body("type", equalTo("urn:trailbridge:problem:malformed"));
  }

  @Test
  void shouldRefuseASecondConnectionForOnePlace() {
    // Given
    stage.create("222222222222");

    // When // Then
    post(CONNECTIONS, minimal("222222222222"))
        .statusCode(409)
        .body("type", equalTo("urn:trailbridge:problem:already-connected"));
    post(CONNECTIONS, minimal("333333333333")).statusCode(201);
  }

  @Test
  void shouldNeedALicense() {
    // Given
    Stage without = new Stage(broker, connections);

    // When // Then
    admin(without.tenant)
        .contentType("application/json")
        .body(minimal("222222222222"))
        .post(CONNECTIONS)
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:trailbridge:problem:license-required"));
    without.close();
  }

  @Test
  void shouldCreateOnceForOneIdempotencyKey() {
    // Given
    String body = minimal("222222222222");

    // When
    String first = postWithKey("key-1", body).statusCode(201).extract().path("id");
    String again = postWithKey("key-1", body).statusCode(201).extract().path("id");

    // Then
    assertThat(again).isEqualTo(first);
    postWithKey("key-1", minimal("333333333333"))
        .statusCode(422)
        .body("errors.field", contains("Idempotency-Key"));
  }

  @Test
  void shouldEditOnlyWhatTheCallerSaw() {
    // Given
    String path = CONNECTIONS + "/" + stage.create("222222222222");

    // When // Then
    patch(path, null, "{\"name\": \"New\"}")
        .statusCode(428)
        .body("type", equalTo("urn:trailbridge:problem:precondition-required"));
    patch(path, "*", "{\"name\": \"New\"}").statusCode(428);
    patch(path, "\"7\"", "{\"name\": \"New\"}")
        .statusCode(412)
        .body("type", equalTo("urn:trailbridge:problem:stale"));
    patch(path, "\"1\"", "{\"status\": \"ACTIVE\"}")
        .statusCode(400)
        .body("errors.field", contains("status"));
    patch(path, "\"1\"", "{\"name\": \"New\", \"resources\": {\"retentionDays\": 30}}")
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("name", equalTo("New"))
        .body("resources.retentionDays", equalTo(30));
    patch(path, "\"2\"", "{\"resources\": {\"retentionDays\": null}}")
        .body("resources.retentionDays", equalTo(90));
    patch(path, "\"3\"", "{\"accounts\": [\"333333333333\"]}")
        .statusCode(422)
        .body("errors.field", contains("accounts"));
    patch(
            path,
            "\"3\"",
            "{\"organization\": true, \"accounts\": [\" 444444444444\", \"333333333333\","
                + " \"333333333333\"]}")
        .statusCode(200)
        .body("accounts", contains("333333333333", "444444444444"));
  }

  private ValidatableResponse post(String path, String body) {
    return admin(stage.tenant).contentType("application/json").body(body).post(path).then();
  }

  private ValidatableResponse postWithKey(String key, String body) {
    return admin(stage.tenant)
        .contentType("application/json")
        .header("Idempotency-Key", key)
        .body(body)
        .post(CONNECTIONS)
        .then();
  }

  private ValidatableResponse patch(String path, String ifMatch, String body) {
    var request = admin(stage.tenant).contentType("application/merge-patch+json").body(body);
    return (ifMatch == null ? request : request.header("If-Match", ifMatch)).patch(path).then();
  }

  private static String minimal(String account) {
    return "{\"name\": \"Production\", \"accountId\": \"%s\", \"region\": \"eu-central-1\"}"
        .formatted(account);
  }
}
