package io.trailbridge.license.entitlement.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

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
    Instant until = Instant.now().plusSeconds(5);
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
    put(Map.of("validUntil", Instant.now().plusSeconds(6).toString())).statusCode(200);
    put(Map.of("validUntil", Instant.now().plusSeconds(7).toString())).statusCode(200);
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
    Instant from = Instant.now().plusSeconds(5);
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
  void shouldTellWhoGrantedWhatAndWhatBecameOfIt() {
    // Given
    put(Map.of("validUntil", "2031-01-01T00:00:00Z", "orderId", "o-1")).statusCode(200);
    put(Map.of("validUntil", "2031-06-01T00:00:00Z", "orderId", "o-2")).statusCode(200);
    put(Map.of("validUntil", "2031-06-02T00:00:00Z", "orderId", "o-2"))
        .statusCode(422)
        .body("errors[0].field", equalTo("orderId"));
    delete().statusCode(200);
    // When
    history("?limit=1", "operator")
        .statusCode(200)
        .body("periods.orderId", equalTo(List.of()))
        .body("revocations.revokedBy", equalTo(List.of("somebody")))
        .body("events.type", equalTo(List.of("LicenseExpired")))
        .body("nextCursor", matchesPattern("[A-Za-z0-9_-]+"));
    // Then
    history("", "billing")
        .statusCode(200)
        .body("tenantId", equalTo(tenant.value()))
        .body("package", equalTo("PUBLIC_CLOUD"))
        .body("periods.orderId", equalTo(List.of("o-2", "o-1")))
        .body("periods.grantedBy", equalTo(List.of("somebody", "somebody")))
        .body(
            "periods.validUntil", equalTo(List.of("2031-06-01T00:00:00Z", "2031-01-01T00:00:00Z")))
        .body("revocations.size()", equalTo(1))
        .body(
            "events.type", equalTo(List.of("LicenseExpired", "LicenseRenewed", "LicenseActivated")))
        .body("events.version", equalTo(List.of(3, 2, 1)))
        .body("nextCursor", equalTo(null));
    history("?limit=0", "billing").statusCode(422);
    history("?cursor=x", "billing").statusCode(400);
    history("", "viewer").statusCode(403);
  }

  @Test
  void shouldNotFindWhatWasNeverGranted() {
    history("", "billing").statusCode(404);
    get().statusCode(404).body("type", equalTo("urn:trailbridge:problem:not-found"));
    delete().statusCode(404).body("type", equalTo("urn:trailbridge:problem:not-found"));
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

  private ValidatableResponse get() {
    return given().auth().oauth2(Tokens.of("billing")).get(PATH, tenant.value()).then();
  }

  private ValidatableResponse history(String query, String role) {
    return given()
        .auth()
        .oauth2(Tokens.of(role))
        .get(PATH + "/history" + query, tenant.value())
        .then();
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
