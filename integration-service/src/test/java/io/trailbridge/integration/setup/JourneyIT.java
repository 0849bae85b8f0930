package io.trailbridge.integration.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
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
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.aws.AwsEmulator;
import io.trailbridge.testbed.aws.SandboxAws;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands as the wizard shows them, run by a real bash: the real script, the real AWS CLI, an
 * emulated AWS, the real API. Only the worker's answers are made by hand. Whoever runs them may do
 * what the published policy for that says, and nothing else.
 */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class JourneyIT {
  private static final String EVERYTHING_BUT_ROLES =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
          + "[\"sts:*\",\"organizations:*\"],\"Resource\":\"*\"}]}";

  private static AwsEmulator aws;
  private static SandboxAws.Seeded seeded;

  Broker broker;

  @TempDir Path folder;

  private CloudShell shell;

  @BeforeAll
  static void startAws() {
    aws = AwsEmulator.start();
    seeded = aws.sandbox().seed();
  }

  @AfterAll
  static void stopAws() {
    aws.close();
  }

  @BeforeEach
  void open() {
    shell = new CloudShell(aws, seeded, folder);
  }

  @Test
  void shouldConnectAndRemoveAnOrganization() throws Exception {
    // Given
    Bus bus = new Bus(broker);
    Tenant tenant = Tenant.licensed(bus);
    String id =
        tenant.connection(
            Map.of(
                "name", "Organization",
                "accountId", "222222222222",
                "region", "eu-central-1",
                "organization", true));
    JsonPath offer = tenant.admin().post("/api/v1/connections/" + id + "/setup").jsonPath();

    // When
    Shell.Ran download = shell.bash(offer.getString("downloadCommand"));
    Shell.Ran forbidden =
        shell.asRunner(EVERYTHING_BUT_ROLES, offer.getString("integrationCommand"));
    String policy = tenant.admin().get("/api/v1/setup/runner-policy?organization=true").asString();
    Shell.Ran connect = shell.asRunner(policy, offer.getString("integrationCommand"));

    // Then
    assertThat(forbidden.exit()).isOne();
    assertThat(forbidden.output())
        .contains("AWS did not allow", "/api/v1/setup/runner-policy?organization=true");
    assertThat(download.exit()).as(download.output()).isZero();
    assertThat(connect.exit()).as(connect.output()).isZero();
    assertThat(connect.output()).contains("create     role trailbridge-", "Verified");
    assertThat(tenant.status(id)).isEqualTo("PROVISIONING");
    String name = "trailbridge-" + id.replace("-", "");
    String role = "arn:aws:iam::222222222222:role/" + name + "-access";
    letsTheWorkerInWithTheExternalIdAlone(bus, id, role);

    // When: once more
    aws.sandbox().forgetCalls();
    Shell.Ran again = shell.asRunner(policy, offer.getString("integrationCommand"));

    // Then
    assertThat(again.exit()).as(again.output()).isZero();
    assertThat(aws.sandbox().calls())
        .filteredOn(call -> call.caller().contains(CloudShell.RUNNER))
        .isNotEmpty()
        .allMatch(call -> call.action().matches("(Get|List|Describe).*"));

    // Given: what the worker would have made, and could not remove
    Arn topic = new Arn("arn:aws:sns:eu-central-1:222222222222:" + name);
    assertThat(shell.bash("aws sns create-topic --name " + name).exit()).isZero();
    tell(bus, id, failed(tenant, id, topic, role));
    await().atMost(30, TimeUnit.SECONDS).until(() -> tenant.status(id).equals("PENDING"));
    String removeCommand =
        tenant
            .admin()
            .post("/api/v1/connections/" + id + "/deletion")
            .then()
            .statusCode(202)
            .extract()
            .path("removeCommand");
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> bus.said(Topics.PROVISIONING_COMMANDS, id).size() == 2);
    tell(bus, id, deprovisioned(tenant, id, topic, role, bus));

    // When
    Shell.Ran remove = shell.asRunner(policy, removeCommand);

    // Then
    assertThat(remove.exit()).as(remove.output()).isZero();
    assertThat(tenant.status(id)).isEqualTo("DELETED");
    assertThat(shell.bash("aws iam get-role --role-name " + name + "-access").output())
        .contains("NoSuchEntity");
    assertThat(shell.bash("aws sns get-topic-attributes --topic-arn " + topic).output())
        .contains("NotFound");
  }

  @Test
  void shouldConnectByCloudFormation() throws Exception {
    // Given
    Bus bus = new Bus(broker);
    Tenant tenant = Tenant.licensed(bus);
    String id =
        tenant.connection(
            Map.of("name", "Stack", "accountId", "222222222222", "region", "eu-central-1"));
    String template = "/api/v1/connections/" + id + "/setup/cloudformation";
    Files.writeString(
        folder.resolve("stack.json"),
        tenant.admin().get(template).then().statusCode(200).extract().asString());
    String offer =
        tenant
            .admin()
            .post("/api/v1/connections/" + id + "/setup")
            .jsonPath()
            .getString("integrationCommand");
    String token = offer.replaceAll(".*TRAILBRIDGE_TOKEN='([0-9a-f]+)'.*", "$1");

    // When
    Shell.Ran stack =
        shell.bash(
            "aws cloudformation create-stack --stack-name trailbridge"
                + " --capabilities CAPABILITY_NAMED_IAM --template-body file://stack.json");
    Shell.Ran command =
        shell.bash(
            "aws cloudformation describe-stacks --stack-name trailbridge --output text"
                + " --query \"Stacks[0].Outputs[?OutputKey=='CompleteCommand'].OutputValue\"");
    Shell.Ran complete = shell.bash("export TRAILBRIDGE_TOKEN=" + token + "; " + command.output());

    // Then
    assertThat(stack.exit()).as(stack.output()).isZero();
    assertThat(complete.exit()).as(command.output() + complete.output()).isZero();
    assertThat(complete.output()).contains(id, "PROVISIONING");
    String role = "trailbridge-" + id.replace("-", "") + "-access";
    letsTheWorkerInWithTheExternalIdAlone(bus, id, "arn:aws:iam::222222222222:role/" + role);
    tenant.admin().get(template).then().statusCode(409);
  }

  @Test
  void shouldFetchNothingThatIsNotThePublishedScript() throws Exception {
    // Given
    Tenant tenant = Tenant.licensed(new Bus(broker));
    String id = tenant.connection();
    String download =
        tenant
            .admin()
            .post("/api/v1/connections/" + id + "/setup")
            .jsonPath()
            .getString("downloadCommand");

    // When: the same command with another digest
    Shell.Ran ran = shell.bash(download.replaceAll("[0-9a-f]{64}", "0".repeat(64)));

    // Then
    assertThat(ran.exit()).isNotZero();
    assertThat(folder.resolve("trailbridge-aws.sh")).doesNotExist();
  }

  private void letsTheWorkerInWithTheExternalIdAlone(Bus bus, String id, String role) {
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> !bus.said(Topics.PROVISIONING_COMMANDS, id).isEmpty());
    String externalId =
        JsonPath.from(bus.said(Topics.PROVISIONING_COMMANDS, id).getFirst().json())
            .getString("spec.externalId");
    String assume = "aws sts assume-role --role-session-name journey --role-arn " + role;
    Shell.Ran right = shell.asWorker(assume + " --external-id " + externalId);
    assertThat(right.exit()).as(right.output()).isZero();
    assertThat(shell.asWorker(assume).output()).contains("AccessDenied");
    assertThat(shell.asWorker(assume + " --external-id x" + externalId).output())
        .contains("AccessDenied");
  }

  private static void tell(Bus bus, String id, Record result) throws Exception {
    bus.send(Topics.PROVISIONING_RESULTS, id, result, "/trailbridge/provisioning-worker");
  }

  private static ProvisioningFailed failed(Tenant tenant, String id, Arn topic, String role) {
    return new ProvisioningFailed(
        ConnectionId.of(id),
        new TenantId(tenant.id),
        1,
        new Finding("TRAIL_LIMIT", null, "No more trails.", "Delete one."),
        List.of(
            new InventoryItem(ResourceKind.ROLE, new Arn(role), true),
            new InventoryItem(ResourceKind.TOPIC, topic, true)));
  }

  private static ConnectionDeprovisioned deprovisioned(
      Tenant tenant, String id, Arn topic, String role, Bus bus) {
    long generation =
        JsonPath.from(bus.said(Topics.PROVISIONING_COMMANDS, id).getLast().json())
            .getLong("generation");
    return new ConnectionDeprovisioned(
        ConnectionId.of(id),
        new TenantId(tenant.id),
        generation,
        List.of(),
        List.of(
            new Leftover(ResourceKind.TOPIC, topic, "AWS refused."),
            new Leftover(ResourceKind.ROLE, new Arn(role), "Removed last.")));
  }
}
