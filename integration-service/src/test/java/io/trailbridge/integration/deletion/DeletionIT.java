package io.trailbridge.integration.deletion;

import static io.trailbridge.integration.setup.Tenant.bearer;
import static io.trailbridge.integration.setup.Tenant.complete;
import static io.trailbridge.integration.setup.Tenant.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.Leftover;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionDeprovisioned;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ProvisioningFailed;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.integration.Bus;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.integration.setup.Tenant;
import io.trailbridge.testbed.Broker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class DeletionIT {
  private static final String WORKER = "/trailbridge/provisioning-worker";

  private static final List<String> REMOVING_THE_ROLE =
      List.of("Delete the policy of the access role", "Delete the access role");

  Broker broker;
  Bus bus;
  Tenant tenant;

  @BeforeEach
  void license() throws Exception {
    bus = new Bus(broker);
    tenant = Tenant.licensed(bus);
  }

  @Test
  void shouldDeleteAtOnceWhatWasNeverSetUp() {
    // Given
    String id = tenant.connection();

    // When
    delete(id)
        .body("status", equalTo("DELETED"))
        .body("commands", empty())
        .body("removeCommand", nullValue());

    // Then
    assertThat(tenant.status(id)).isEqualTo("DELETED");
    tenant.admin().get(path(id)).then().statusCode(200).body("commands", empty());
  }

  @Test
  void shouldTellWhatAScriptMayHaveMadeThatNeverReported() {
    // Given
    String id = tenant.connection();
    String token = tenant.setupToken(id);

    // When
    delete(id)
        .body("status", equalTo("DELETED"))
        .body("commands.title", equalTo(REMOVING_THE_ROLE))
        .body("removeCommand", nullValue());

    // Then
    tenant.admin().get(path(id)).then().body("commands.title", equalTo(REMOVING_THE_ROLE));
    bearer(token).get("/api/v1/setup/plan").then().statusCode(401);
    complete(token, report(id)).statusCode(401);
    tenant.admin().get(path(id)).then().statusCode(200).body("ready", equalTo(true));
    tenant.admin().post(path(id)).then().statusCode(409);
  }

  @Test
  void shouldWaitForTheWorkerAndEndWithTheScriptsConfirmation() throws Exception {
    // Given
    String id = setUp();
    String token = Tenant.tokenIn(delete(id).extract().path("removeCommand"));
    assertThat(tenant.status(id)).isEqualTo("DELETING");

    // When: the script comes before the worker
    bearer(token).get("/api/v1/setup/removal").then().statusCode(200).body("ready", equalTo(false));
    bearer(token).post("/api/v1/setup/removed").then().statusCode(409);
    bus.send(Topics.PROVISIONING_RESULTS, id, deprovisioned(id), WORKER);
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(
            () ->
                bearer(token)
                    .get("/api/v1/setup/removal")
                    .then()
                    .statusCode(200)
                    .extract()
                    .<Boolean>path("ready"));

    // Then
    tenant
        .admin()
        .get(path(id))
        .then()
        .statusCode(200)
        .body("status", equalTo("DELETING"))
        .body("ready", equalTo(true))
        .body("left", hasSize(2))
        .body("commands", hasSize(3));
    assertThat(
            bearer(token)
                .header("Accept", "text/plain")
                .get("/api/v1/setup/removal")
                .then()
                .extract()
                .asString())
        .endsWith(
            "ready true\nleft TRAIL %s\nleft ROLE %s\nend removal\n"
                .formatted(trail(id), role(id)));
    bearer(token).post("/api/v1/setup/removed").then().statusCode(202);
    bearer(token).post("/api/v1/setup/removed").then().statusCode(202);
    assertThat(tenant.status(id)).isEqualTo("DELETED");
    bearer(token).get("/api/v1/setup/plan").then().statusCode(401);
  }

  @Test
  void shouldListAllThatIsOursWhereOurAccessIsLost() throws Exception {
    // Given
    String id = setUp();
    String token = Tenant.tokenIn(delete(id).extract().path("removeCommand"));
    ConnectionDeprovisioned nothing = deprovisioned(id);

    // When
    bus.send(Topics.PROVISIONING_RESULTS, id, nothing, WORKER);

    // Then
    await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                tenant
                    .admin()
                    .get(path(id))
                    .then()
                    .body("ready", equalTo(true))
                    .body(
                        "commands.title",
                        contains(
                            "Delete the trail",
                            REMOVING_THE_ROLE.getFirst(),
                            REMOVING_THE_ROLE.getLast())));
    bearer(token).post("/api/v1/setup/removed").then().statusCode(202);
    assertThat(tenant.status(id)).isEqualTo("DELETED");
  }

  @Test
  void shouldHandOutANewTokenWhileDeleting() throws Exception {
    // Given
    String id = setUp();
    String first = Tenant.tokenIn(delete(id).extract().path("removeCommand"));

    // When
    String second = Tenant.tokenIn(delete(id).extract().path("removeCommand"));

    // Then
    assertThat(second).isNotEqualTo(first);
    bearer(first).get("/api/v1/setup/removal").then().statusCode(401);
    bearer(second).get("/api/v1/setup/removal").then().statusCode(200);
    assertThat(
            bus.said(Topics.PROVISIONING_COMMANDS, id).stream()
                .filter(it -> it.type().equals("io.trailbridge.DeprovisionConnection.v1")))
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void shouldListTheCommandsInTheOrderThatAwsAccepts() throws Exception {
    // Given
    String id = setUp();

    // When
    List<String> commands = delete(id).extract().path("commands.command");

    // Then
    String name = "trailbridge-" + id.replace("-", "");
    assertThat(commands)
        .containsExactly(
            "aws cloudtrail delete-trail --region 'eu-central-1' --name '" + name + "'",
            "aws iam delete-role-policy --role-name '"
                + name
                + "-access' --policy-name 'trailbridge'",
            "aws iam delete-role --role-name '" + name + "-access'");
  }

  @Test
  void shouldRefuseWhatItDoesNotUnderstandAndOthers() throws Exception {
    // Given
    String id = tenant.connection();
    Tenant other = Tenant.licensed(bus);

    // Then
    for (String body : List.of("[]", "{\"deleteLogs\":\"yes\"}", "{\"all\":true}", "{")) {
      tenant
          .admin()
          .contentType("application/json")
          .body(body)
          .post(path(id))
          .then()
          .statusCode(400);
    }
    other.admin().post(path(id)).then().statusCode(404);
    other.admin().get(path(id)).then().statusCode(404);
    tenant.admin().get(path(id)).then().statusCode(404);
    assertThat(tenant.status(id)).isEqualTo("PENDING");
  }

  /** A connection whose roles are there and whose provisioning ended half-way. */
  private String setUp() throws Exception {
    String id = tenant.connection();
    complete(tenant.setupToken(id), report(id)).statusCode(202);
    bus.send(
        Topics.PROVISIONING_RESULTS,
        id,
        new ProvisioningFailed(
            ConnectionId.of(id),
            new TenantId(tenant.id),
            1,
            new Finding("TRAIL_LIMIT", null, "No more trails.", "Delete one."),
            List.of(
                new InventoryItem(ResourceKind.ROLE, role(id), true),
                new InventoryItem(ResourceKind.TRAIL, trail(id), true))),
        WORKER);
    await().atMost(30, TimeUnit.SECONDS).until(() -> tenant.status(id).equals("PENDING"));
    return id;
  }

  private ConnectionDeprovisioned deprovisioned(String id) {
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> bus.said(Topics.PROVISIONING_COMMANDS, id).size() == 2);
    long generation =
        JsonPath.from(bus.said(Topics.PROVISIONING_COMMANDS, id).getLast().json())
            .getLong("generation");
    return new ConnectionDeprovisioned(
        ConnectionId.of(id),
        new TenantId(tenant.id),
        generation,
        List.of(),
        List.of(
            new Leftover(ResourceKind.TRAIL, trail(id), "AWS refused."),
            new Leftover(ResourceKind.ROLE, role(id), "Removed last.")));
  }

  private ValidatableResponse delete(String id) {
    return tenant
        .admin()
        .contentType("application/json")
        .body(Map.of("deleteLogs", false))
        .post(path(id))
        .then()
        .statusCode(202);
  }

  private static String path(String id) {
    return "/api/v1/connections/" + id + "/deletion";
  }

  private static Arn role(String id) {
    return new Arn("arn:aws:iam::222222222222:role/trailbridge-" + id.replace("-", "") + "-access");
  }

  private static Arn trail(String id) {
    return new Arn(
        "arn:aws:cloudtrail:eu-central-1:222222222222:trail/trailbridge-" + id.replace("-", ""));
  }
}
