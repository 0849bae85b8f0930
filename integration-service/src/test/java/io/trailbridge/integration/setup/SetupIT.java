package io.trailbridge.integration.setup;

import static io.restassured.RestAssured.given;
import static io.trailbridge.integration.setup.Tenant.bearer;
import static io.trailbridge.integration.setup.Tenant.complete;
import static io.trailbridge.integration.setup.Tenant.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.integration.Bus;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.integration.Tokens;
import io.trailbridge.integration.setup.domain.Digest;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class SetupIT {
  private static final String UNKNOWN = "0".repeat(64);

  Broker broker;
  Database database;
  Bus bus;
  Tenant tenant;

  @BeforeEach
  void license() throws Exception {
    bus = new Bus(broker);
    tenant = Tenant.licensed(bus);
  }

  @Test
  void shouldOfferCommandsThatPinTheScript() throws Exception {
    // Given
    String id = tenant.connection();
    String sha = Digest.of(Files.readAllBytes(Shell.SCRIPT)).hex();

    // Then
    tenant
        .admin()
        .post("/api/v1/connections/" + id + "/setup")
        .then()
        .statusCode(200)
        .body("scriptSha256", equalTo(sha))
        .body("downloadCommand", startsWith("curl --proto '=https' --tlsv1.2 -fsSL"))
        .body(
            "integrationCommand",
            matchesPattern(
                "TRAILBRIDGE_URL='https://api\\.trailbridge\\.test' TRAILBRIDGE_TOKEN='[0-9a-f]{64}' bash trailbridge-aws\\.sh connect"));
  }

  @Test
  void shouldOfferNothingToOthers() throws Exception {
    // Given
    String id = tenant.connection();
    Tenant other = Tenant.licensed(bus);
    String setup = "/api/v1/connections/" + id + "/setup";

    // Then
    other.admin().post(setup).then().statusCode(404).body("type", equalTo(problem("not-found")));
    tenant
        .admin()
        .post("/api/v1/connections/0190f7c2-aaaa-7bbb-8ccc-0123456789ab/setup")
        .then()
        .statusCode(404);
    tenant.admin().post("/api/v1/connections/x/setup").then().statusCode(404);
    Tokens.as(tenant.id, "viewer").post(setup).then().statusCode(403);
    given().post(setup).then().statusCode(401).body("type", equalTo(problem("unauthenticated")));
  }

  @Test
  void shouldTellTheScriptWhatToCreateInJsonAndInLines() {
    // Given
    String id = tenant.connection();
    String token = tenant.setupToken(id);

    // Then
    bearer(token)
        .get("/api/v1/setup/plan")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("accountId", equalTo("222222222222"))
        .body("accessRole.policy.Statement.Sid", hasItem("S3List"));
    String lines =
        bearer(token)
            .header("Accept", "text/plain, application/json;q=0.5")
            .get("/api/v1/setup/plan")
            .then()
            .statusCode(200)
            .contentType("text/plain")
            .extract()
            .asString();
    assertThat(lines)
        .startsWith("trailbridge-plan 1\nconnection " + id + "\ntenant " + tenant.id + "\n")
        .endsWith("\nend plan\n");
  }

  @Test
  void shouldCompleteOnceAndAnswerTheSameAgain() {
    // Given
    String id = tenant.connection();
    String token = tenant.setupToken(id);
    Map<String, Object> other = new HashMap<>(report(id));
    other.put("accessRoleArn", "arn:aws:iam::222222222222:role/another");

    // When
    complete(token, report(id)).statusCode(202).body("status", equalTo("PROVISIONING"));

    // Then
    assertThat(tenant.status(id)).isEqualTo("PROVISIONING");
    complete(token, report(id)).statusCode(202);
    complete(token, other).statusCode(409).body("type", equalTo(problem("already-completed")));
    await().atMost(30, TimeUnit.SECONDS).until(() -> provisions(id) == 1);
    tenant.admin().post("/api/v1/connections/" + id + "/setup").then().statusCode(409);
  }

  @Test
  void shouldNameEveryWrongFieldAndKeepTheToken() {
    // Given
    String id = tenant.connection();
    String token = tenant.setupToken(id);
    String role = "role/trailbridge-" + id.replace("-", "") + "-access";

    // Then
    refused(token, "222222222223", "arn:aws:iam::222222222223:" + role, null, "accountId");
    refused(token, "22222222222", "arn:aws:iam::222222222222:" + role, null, "accountId");
    refused(token, "٢٢٢٢٢٢٢٢٢٢٢٢", "arn:aws:iam::222222222222:" + role, null, "accountId");
    refused(token, "222222222222", "arn:aws:iam::333333333333:" + role, null, "accessRoleArn");
    refused(token, "222222222222", "arn:aws-cn:iam::222222222222:" + role, null, "accessRoleArn");
    refused(token, "222222222222", "arn:aws:s3:::bucket", null, "accessRoleArn");
    refused(token, "222222222222", "arn:aws:iam::222222222222:role/a*", null, "accessRoleArn");
    refused(token, "222222222222", "arn:aws:iam::222222222222:role/\n", null, "accessRoleArn");
    refused(
        token,
        "222222222222",
        "arn:aws:iam::222222222222:role/" + "a".repeat(2049),
        null,
        "accessRoleArn");
    refused(
        token,
        "222222222222",
        "arn:aws:iam::222222222222:" + role,
        "arn:aws:iam::222222222222:" + role,
        "forwarderRoleArn");
    for (String body :
        List.of(
            "",
            "[]",
            "{",
            "{\"accountId\":222222222222}",
            "{\"accountId\":\"1\",\"accountId\":\"222222222222\"}",
            "{} {}",
            "{\"accountId\":\"222222222222\",\"externalId\":\"mine\"}")) {
      bearer(token)
          .contentType("application/json")
          .body(body)
          .post("/api/v1/setup/complete")
          .then()
          .statusCode(400)
          .body("type", equalTo(problem("malformed")));
    }
    complete(token, report(id)).statusCode(202);
  }

  @Test
  void shouldLetOneOfManyThreadsCompleteIt() throws Exception {
    // Given
    String id = tenant.connection();
    String token = tenant.setupToken(id);
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      Map<String, Object> report = new HashMap<>(report(id));
      report.put("accessRoleArn", "arn:aws:iam::222222222222:role/number-" + i);
      calls.add(() -> complete(token, report).extract().statusCode());
    }

    // When
    List<Integer> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(16)) {
      for (Future<Integer> call : threads.invokeAll(calls)) {
        answers.add(call.get());
      }
    }

    // Then
    assertThat(answers).containsOnlyOnce(202).containsOnly(202, 409);
    await().atMost(30, TimeUnit.SECONDS).until(() -> provisions(id) == 1);
  }

  @Test
  void shouldGiveOneAnswerToEveryTokenThatDoesNotHold() throws Exception {
    // Given
    String id = tenant.connection();
    String revoked = tenant.setupToken(id);
    String expired = tenant.setupToken(id);
    expire(id);
    String other =
        tenant.connection(
            Map.of("name", "b", "accountId", "333333333333", "region", "eu-central-1"));
    String live = tenant.setupToken(other);

    // When
    List<String> answers = new ArrayList<>();
    int address = 10;
    for (String token :
        List.of(
            revoked,
            expired,
            UNKNOWN,
            "",
            "x",
            live.toUpperCase(Locale.ROOT),
            live + "0",
            live.substring(1),
            flipped(live))) {
      for (String path : List.of("GET plan", "POST complete", "GET removal", "POST removed")) {
        answers.add(ask(path, token, "127.0.0." + address++));
      }
    }
    answers.add(ask("GET removal", live, "127.0.0.9"));

    // Then
    assertThat(answers).hasSize(37).containsOnly(answers.getFirst());
    assertThat(answers.getFirst()).startsWith("401 ").contains(problem("token-invalid"));
    bearer(live).get("/api/v1/setup/plan").then().statusCode(200);
  }

  @Test
  void shouldTellAnAddressToWaitAfterTenWrongTokens() throws Exception {
    // When
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answers.add(ask("GET plan", UNKNOWN, "127.0.0.5").substring(0, 3));
    }

    // Then
    assertThat(answers.subList(0, 10)).containsOnly("401");
    assertThat(answers.subList(10, 12)).containsOnly("429");
    String token = tenant.setupToken(tenant.connection());
    assertThat(ask("GET plan", token, "127.0.0.5")).startsWith("200");
  }

  @Test
  void shouldServeTheScriptWithItsDigestAsTag() throws Exception {
    // Given
    byte[] script = Files.readAllBytes(Shell.SCRIPT);
    String tag = "\"" + Digest.of(script).hex() + "\"";

    // Then
    byte[] served =
        given()
            .get("/api/v1/setup/script")
            .then()
            .statusCode(200)
            .contentType(startsWith("text/x-shellscript"))
            .header("ETag", tag)
            .extract()
            .asByteArray();
    assertThat(served).isEqualTo(script);
    given().header("If-None-Match", tag).get("/api/v1/setup/script").then().statusCode(304);
    given()
        .head("/api/v1/setup/script")
        .then()
        .statusCode(200)
        .header("Content-Length", Integer.toString(script.length));
  }

  @Test
  void shouldServeTheRunnersPolicy() {
    // Then
    given()
        .get("/api/v1/setup/runner-policy?organization=true&partition=aws-us-gov")
        .then()
        .statusCode(200)
        .body("Statement.Sid", hasItem("OrganizationTrust"))
        .body("Statement.find { it.Sid == 'Roles' }.Resource", startsWith("arn:aws-us-gov:iam"));
    given().get("/api/v1/setup/runner-policy?organization=maybe").then().statusCode(400);
  }

  private static void refused(
      String token, String account, String role, String forwarder, String field) {
    Map<String, Object> body = new HashMap<>();
    body.put("accountId", account);
    body.put("accessRoleArn", role);
    body.put("forwarderRoleArn", forwarder);
    complete(token, body)
        .statusCode(422)
        .body("type", equalTo(problem("invalid")))
        .body("errors.field", hasItem(field));
  }

  /** Status and body without the request's id, from an address of its own on this machine. */
  private static String ask(String path, String token, String address) throws Exception {
    List<String> call = List.of(path.split(" ", 2));
    URI uri = URI.create("http://127.0.0.1:" + RestAssured.port + "/api/v1/setup/" + call.get(1));
    try (HttpClient client =
        HttpClient.newBuilder().localAddress(InetAddress.getByName(address)).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .method(call.getFirst(), HttpRequest.BodyPublishers.noBody())
              .build();
      var response = client.send(request, BodyHandlers.ofString());
      return response.statusCode()
          + " "
          + response.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }
  }

  private static String flipped(String token) {
    char last = token.charAt(63) == '0' ? '1' : '0';
    return token.substring(0, 63) + last;
  }

  private void expire(String connection) throws Exception {
    try (Connection sql =
            DriverManager.getConnection(
                database.jdbcUrl("integration"), "integration_login", "integration_login");
        Statement statement = sql.createStatement()) {
      statement.execute("set role integration_system");
      assertThat(
              statement.executeUpdate(
                  "update one_time_token set expires_at = now() - interval '1 millisecond'"
                      + " where connection_id = '"
                      + connection
                      + "'"))
          .isEqualTo(1);
    }
  }

  private long provisions(String connection) {
    return bus.said(Topics.PROVISIONING_COMMANDS, connection).stream()
        .filter(it -> it.type().equals("io.trailbridge.ProvisionConnection.v1"))
        .count();
  }

  private static String problem(String slug) {
    return "urn:trailbridge:problem:" + slug;
  }
}
