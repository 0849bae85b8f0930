package io.trailbridge.license.entitlement.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.license.LicenseEvent.LicenseRenewed;
import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.license.EventLog;
import io.trailbridge.license.TestbedResource;
import io.trailbridge.license.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class LicenseResourceIT {
  private static final String PATH = "/api/v1/tenants/{tenant}/licenses/PUBLIC_CLOUD";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private final TenantId tenant = new TenantId("t-" + UUID.randomUUID());
  private EventLog log;

  @BeforeEach
  void open() {
    // The first request of all takes seconds: not while a short licence runs.
    get().statusCode(404);
    log = EventLog.of(Topics.LICENSE_EVENTS, bootstrapServers);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void shouldTellEverybodyOfAGrant() {
    // Given
    Instant until = Instant.parse("2030-01-01T00:00:00Z");
    // When
    put(Map.of("validUntil", "2030-01-01T01:00:00+01:00"))
        .statusCode(200)
        .body("tenantId", equalTo(tenant.value()))
        .body("package", equalTo("PUBLIC_CLOUD"))
        .body("status", equalTo("ACTIVE"))
        .body("validUntil", equalTo("2030-01-01T00:00:00Z"))
        .body("version", equalTo(1));
    // Then
    List<LicenseEvent> events = awaitEvents(1);
    assertThat(events.getFirst()).isInstanceOf(LicenseActivated.class);
    assertThat(events.getFirst().valid()).isTrue();
    assertThat(events.getFirst().version()).isEqualTo(1);
    assertThat(events.getFirst().validUntil()).isEqualTo(until);
    assertThat(log.records()).anyMatch(it -> it.key().equals(tenant + "/PUBLIC_CLOUD"));
    get().statusCode(200).body("version", equalTo(1)).body("status", equalTo("ACTIVE"));
  }

  @Test
  void shouldExpireByItselfAtItsInstantAndComeBack() {
    // Given
    Instant until = Instant.now().plusSeconds(2);
    put(Map.of("validUntil", until.toString())).statusCode(200);
    // When
    List<LicenseEvent> events = awaitEvents(2);
    // Then
    assertThat(events.getLast()).isInstanceOf(LicenseExpired.class);
    assertThat(events.getLast().effectiveAt()).isEqualTo(events.getFirst().validUntil());
    get().body("status", equalTo("EXPIRED"));
    // When
    put(Map.of("validUntil", "2031-01-01T00:00:00Z")).body("status", equalTo("ACTIVE"));
    // Then
    assertThat(awaitEvents(3).getLast()).isInstanceOf(LicenseRenewed.class);
    assertThat(awaitEvents(3)).extracting(LicenseEvent::version).containsExactly(1L, 2L, 3L);
  }

  @Test
  void shouldNotExpireWhereItWasRenewedInTime() {
    // Given
    put(Map.of("validUntil", Instant.now().plusSeconds(3).toString())).statusCode(200);
    put(Map.of("validUntil", Instant.now().plusSeconds(4).toString())).statusCode(200);
    // When
    List<LicenseEvent> events = awaitEvents(3);
    // Then
    assertThat(events)
        .hasExactlyElementsOfTypes(
            LicenseActivated.class, LicenseRenewed.class, LicenseExpired.class);
    assertThat(events.get(2).effectiveAt()).isEqualTo(events.get(1).validUntil());
  }

  @Test
  void shouldBeginByItselfWhereItLiesAhead() {
    // Given
    Instant from = Instant.now().plusSeconds(2);
    put(Map.of("validFrom", from.toString(), "validUntil", "2031-01-01T00:00:00Z"))
        .body("status", equalTo("SCHEDULED"));
    // When
    List<LicenseEvent> events = awaitEvents(1);
    // Then
    assertThat(events.getFirst()).isInstanceOf(LicenseActivated.class);
    assertThat(events.getFirst().effectiveAt()).isEqualTo(events.getFirst().validFrom());
    get().body("status", equalTo("ACTIVE"));
  }

  @Test
  void shouldRevokeNowAndOnce() {
    // Given
    put(Map.of("validUntil", "2031-01-01T00:00:00Z")).statusCode(200);
    // When
    delete().statusCode(200).body("status", equalTo("REVOKED")).body("version", equalTo(2));
    delete().statusCode(200).body("status", equalTo("REVOKED")).body("version", equalTo(2));
    // Then
    LicenseEvent last = awaitEvents(2).getLast();
    assertThat(last).isInstanceOf(LicenseExpired.class);
    assertThat(last.reason()).isEqualTo(LicenseReason.REVOKED);
    assertThat(last.valid()).isFalse();
  }

  @Test
  void shouldDoTheSameOnceForTheSamePutAndTheSameOrder() {
    // Given
    Map<String, Object> grant = Map.of("validUntil", "2031-01-01T00:00:00Z", "orderId", "o-1");
    put(grant).body("version", equalTo(1));
    // When
    put(Map.of("validUntil", "2031-01-01T00:00:00Z")).body("version", equalTo(1));
    delete().body("version", equalTo(2));
    put(grant).statusCode(200).body("status", equalTo("REVOKED")).body("version", equalTo(2));
    // Then
    assertThat(awaitEvents(2)).hasSize(2);
  }

  @Test
  void shouldGrantOnceWhereManyGrantAtOnce() {
    // When
    List<Thread> callers =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(
                _ ->
                    Thread.ofVirtual()
                        .start(() -> put(Map.of("validUntil", "2031-01-01T00:00:00Z"))))
            .toList();
    callers.forEach(LicenseResourceIT::join);
    // Then
    get().statusCode(200).body("version", equalTo(1));
  }

  @Test
  void shouldNotFindWhatWasNeverGranted() {
    problem(get(), 404, "not-found");
    problem(delete(), 404, "not-found");
  }

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

  private List<LicenseEvent> awaitEvents(int count) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> log.eventsOf(tenant), it -> it.size() >= count);
  }

  private ValidatableResponse put(Map<String, Object> grant) {
    return given()
        .auth()
        .oauth2(Tokens.of("billing"))
        .contentType(ContentType.JSON)
        .body(grant)
        .put(PATH, tenant.value())
        .then();
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

  private ValidatableResponse delete() {
    return given().auth().oauth2(Tokens.of("billing")).delete(PATH, tenant.value()).then();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
