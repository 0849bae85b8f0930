package io.trailbridge.license.entitlement.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.TestbedResource;
import io.trailbridge.license.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class LicenseProblemsIT {
  private static final String PATH = "/api/v1/tenants/{tenant}/licenses/PUBLIC_CLOUD";

  private final TenantId tenant = new TenantId("p-" + UUID.randomUUID());

  @Test
  void shouldAskForATokenAndForTheRole() {
    problem(given().get(PATH, tenant.value()).then(), 401, "unauthenticated")
        .header("WWW-Authenticate", equalTo("Bearer"));
    problem(
        given().auth().oauth2("nonsense").get(PATH, tenant.value()).then(), 401, "unauthenticated");
    for (String bad :
        List.of(
            Tokens.of("https://elsewhere", "trailbridge", Duration.ofMinutes(1), "billing"),
            Tokens.of("https://gateway.test", "elsewhere", Duration.ofMinutes(1), "billing"),
            Tokens.of("https://gateway.test", "trailbridge", Duration.ofDays(-1), "billing"))) {
      problem(given().auth().oauth2(bad).get(PATH, tenant.value()).then(), 401, "unauthenticated");
    }
    for (String role : List.of("admin", "viewer", "operator")) {
      problem(
          given().auth().oauth2(Tokens.of(role)).get(PATH, tenant.value()).then(),
          403,
          "forbidden");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{",
        "{} {}",
        "{\"validUntil\":\"2031-01-01T00:00:00Z\",\"tenantId\":\"x\"}",
        "{\"validUntil\":\"2031-01-01T00:00:00Z\",\"validUntil\":\"2031-01-01T00:00:00Z\"}",
        "{\"validUntil\":1924992000}",
        "{\"validUntil\":\"1924992000\"}",
        "{\"validUntil\":\"tomorrow\"}",
        "{\"validUntil\":\"2031-01-01\"}",
        "{\"validUntil\":{}}",
        "{\"validUntil\":\"2031-01-01T00:00:00Z\",\"orderId\":7}",
      })
  void shouldNotReadWhatIsMalformed(String body) {
    problem(putText(body), 400, "malformed");
    get().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | validUntil",
        "{\"validUntil\":null} | validUntil",
        "{\"validUntil\":\"2020-01-01T00:00:00Z\"} | validUntil",
        "{\"validFrom\":\"2031-01-02T00:00:00Z\",\"validUntil\":\"2031-01-01T00:00:00Z\"} | validUntil",
        "{\"validFrom\":\"2031-01-01T00:00:00Z\",\"validUntil\":\"2031-01-01T00:00:00Z\"} | validUntil",
        "{\"validFrom\":\"-999999-01-01T00:00:00Z\",\"validUntil\":\"2031-01-01T00:00:00Z\"} | validFrom",
        "{\"validUntil\":\"2031-01-01T00:00:00Z\",\"orderId\":\" \"} | orderId",
      })
  void shouldSayWhichFieldIsWrong(String body, String field) {
    problem(putText(body), 422, "invalid")
        .body("errors[0].field", equalTo(field))
        .body("errors[0].message", matchesPattern("[A-Za-z].*\\."));
    get().statusCode(404);
  }

  @Test
  void shouldNameEveryWrongField() {
    problem(
            given()
                .auth()
                .oauth2(Tokens.of("billing"))
                .contentType(ContentType.JSON)
                .body("{\"orderId\":\"\"}")
                .put(PATH, "Not_A_Tenant")
                .then(),
            422,
            "invalid")
        .body("errors.field", containsInAnyOrder("tenant", "orderId", "validUntil"));
  }

  @Test
  void shouldCarryTheRequestIdBack() {
    given()
        .header("X-Request-Id", "abc-1")
        .get(PATH, tenant.value())
        .then()
        .header("X-Request-Id", equalTo("abc-1"))
        .body("requestId", equalTo("abc-1"));
    given()
        .header("X-Request-Id", "a b")
        .get(PATH, tenant.value())
        .then()
        .header("X-Request-Id", not(equalTo("a b")));
  }

  @Test
  void shouldAnswerWithAProblemWhateverIsAsked() {
    String token = Tokens.of("billing");
    problem(given().auth().oauth2(token).get("/api/v1/nothing").then(), 404, "not-found");
    problem(
        given().auth().oauth2(token).get("/api/v1/tenants/a/licenses/PRIVATE_CLOUD").then(),
        404,
        "not-found");
    problem(
        given()
            .auth()
            .oauth2(token)
            .contentType(ContentType.JSON)
            .post(PATH, tenant.value())
            .then(),
        405,
        "method-not-allowed");
    problem(
        given()
            .auth()
            .oauth2(token)
            .contentType(ContentType.TEXT)
            .body("x")
            .put(PATH, tenant.value())
            .then(),
        415,
        "unsupported-media-type");
  }

  private static ValidatableResponse problem(ValidatableResponse answer, int status, String slug) {
    return answer
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:trailbridge:problem:" + slug))
        .body("status", equalTo(status))
        .body("requestId", matchesPattern("[A-Za-z0-9-]{1,64}"));
  }

  private ValidatableResponse putText(String body) {
    return given()
        .auth()
        .oauth2(Tokens.of("billing"))
        .contentType(ContentType.JSON)
        .body(body)
        .put(PATH, tenant.value())
        .then();
  }

  private ValidatableResponse get() {
    return given().auth().oauth2(Tokens.of("billing")).get(PATH, tenant.value()).then();
  }
}
