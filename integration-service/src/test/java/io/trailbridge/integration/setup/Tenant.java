package io.trailbridge.integration.setup;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.integration.Bus;
import io.trailbridge.integration.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A tenant with a licence, for tests of what comes after the creation of a connection. */
public final class Tenant {
  /** Its id. */
  public final String id = "t-" + UUID.randomUUID().toString().substring(0, 8);

  private Tenant() {}

  /** A fresh one, whose licence has arrived. */
  public static Tenant licensed(Bus bus) throws Exception {
    Tenant tenant = new Tenant();
    Instant now = Instant.now();
    bus.send(
        Topics.LICENSE_EVENTS,
        tenant.id + "/PUBLIC_CLOUD",
        new LicenseActivated(
            new TenantId(tenant.id),
            LicensePackage.PUBLIC_CLOUD,
            1,
            now,
            true,
            now.minusSeconds(60),
            now.plus(Duration.ofDays(30)),
            LicenseReason.GRANTED),
        "/trailbridge/license-service");
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(
            () ->
                tenant.admin().get("/api/v1/license").then().extract().statusCode() == 200
                    && "ACTIVE"
                        .equals(
                            tenant.admin().get("/api/v1/license").then().extract().path("status")));
    return tenant;
  }

  /** A request of its administrator. */
  public RequestSpecification admin() {
    return Tokens.admin(id);
  }

  /** A new connection's id. */
  public String connection(Map<String, Object> body) {
    return admin()
        .contentType("application/json")
        .body(body)
        .post("/api/v1/connections")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** Of account 222222222222 in eu-central-1, with NEW resources. */
  public String connection() {
    return connection(
        Map.of("name", "Production", "accountId", "222222222222", "region", "eu-central-1"));
  }

  /** A new one-time token for the set-up, out of the command that would run the script. */
  public String setupToken(String connection) {
    return tokenIn(
        admin()
            .post("/api/v1/connections/" + connection + "/setup")
            .then()
            .statusCode(200)
            .extract()
            .path("integrationCommand"));
  }

  /** The token in a command. */
  public static String tokenIn(String command) {
    return command.replaceAll("(?s).*TRAILBRIDGE_TOKEN='([0-9a-f]{64})'.*", "$1");
  }

  /** A request with a one-time token. */
  public static RequestSpecification bearer(String token) {
    return given().header("Authorization", "Bearer " + token);
  }

  /** Reports the roles. */
  public static ValidatableResponse complete(String token, Map<String, Object> report) {
    return bearer(token)
        .contentType("application/json")
        .body(report)
        .post("/api/v1/setup/complete")
        .then();
  }

  /** What the script reports for a PULL connection of account 222222222222. */
  public static Map<String, Object> report(String connection) {
    return Map.of(
        "accountId",
        "222222222222",
        "accessRoleArn",
        "arn:aws:iam::222222222222:role/trailbridge-" + connection.replace("-", "") + "-access");
  }

  /** The connection's status. */
  public String status(String connection) {
    return admin().get("/api/v1/connections/" + connection).then().extract().path("status");
  }
}
