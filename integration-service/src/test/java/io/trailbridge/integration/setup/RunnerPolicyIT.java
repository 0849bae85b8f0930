package io.trailbridge.integration.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.Bus;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.integration.deletion.domain.Remains;
import io.trailbridge.integration.deletion.domain.Remains.Remaining;
import io.trailbridge.integration.deletion.domain.RemovalCommand;
import io.trailbridge.integration.setup.domain.PolicyDocument;
import io.trailbridge.integration.setup.domain.RoleNames;
import io.trailbridge.integration.setup.domain.RunnerPolicy;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.aws.AwsEmulator;
import io.trailbridge.testbed.aws.SandboxAws;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The published policy of whoever runs the script, with IAM enforced: with it the commands pass,
 * and without any of its statements a named one is denied.
 */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class RunnerPolicyIT {
  private static final String ACCOUNT = "222222222222";
  private static final String DENIED = "not authorized to perform";

  private static final RoleNames NAMES =
      new RoleNames(
          ConnectionId.of("0190f7c2-aaaa-7bbb-8ccc-0123456789ab"),
          Partition.AWS,
          new AccountId(ACCOUNT),
          new AwsRegion("eu-central-1"));
  private static final String NAME = NAMES.name();
  private static final String HERE = "eu-central-1:" + ACCOUNT + ":";

  /** What of the policy the removal of each kind of resource is for. */
  private static final Map<String, Remaining> REMOVALS = removals();

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

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldConnectWithEveryStatementAndNotWithoutOne(boolean organization) throws Exception {
    // Given
    Tenant tenant = Tenant.licensed(new Bus(broker));
    String id =
        tenant.connection(
            Map.of(
                "name",
                "Runner",
                "accountId",
                ACCOUNT,
                "region",
                "eu-central-1",
                "organization",
                organization));
    var offer = tenant.admin().post("/api/v1/connections/" + id + "/setup").jsonPath();
    assertThat(shell.bash(offer.getString("downloadCommand")).exit()).isZero();
    String connect = offer.getString("integrationCommand");
    List<String> forConnecting =
        policy(organization).statements().stream()
            .map(it -> it.sid())
            .filter(it -> !REMOVALS.containsKey(it) || it.equals("Roles"))
            .toList();

    // When
    Map<String, Shell.Ran> without = new LinkedHashMap<>();
    for (String sid : forConnecting) {
      without.put(sid, shell.asRunner(without(organization, sid), connect));
    }
    Shell.Ran with = shell.asRunner(policy(organization).json(), connect);

    // Then
    assertThat(forConnecting).hasSize(organization ? 5 : 1);
    without.forEach(
        (sid, ran) -> {
          assertThat(ran.exit()).as("%s: %s", sid, ran.output()).isNotZero();
          assertThat(ran.output()).as(sid).contains("AWS did not allow: ");
        });
    assertThat(with.exit()).as(with.output()).isZero();
  }

  @Test
  void shouldRemoveNothingWithoutItsStatement() throws IOException {
    // Given
    PolicyDocument whole = policy(false);
    assertThat(whole.statements().stream().map(it -> it.sid()).collect(Collectors.toSet()))
        .isEqualTo(REMOVALS.keySet());

    makeWhatIsAskedAbout();

    for (var removal : REMOVALS.entrySet()) {
      // When
      String command = command(removal.getValue());
      Shell.Ran without = shell.asRunner(without(false, removal.getKey()), command);
      Shell.Ran with = shell.asRunner(whole.json(), command);

      // Then
      assertThat(without.output()).as(removal.getKey()).contains(DENIED);
      assertThat(with.output()).as(removal.getKey()).doesNotContain(DENIED);
    }
  }

  /** A mapping, and the notification of a bucket, are asked about only where there is one. */
  private void makeWhatIsAskedAbout() {
    String role = NAME + "-forwarder";
    aws.sandbox().createRole(ACCOUNT, role, "{\"Service\":\"lambda.amazonaws.com\"}");
    Shell.Ran made =
        shell.bash(
            String.join(
                "\n",
                "set -e",
                "python3 -c \"import zipfile; zipfile.ZipFile('f.zip', 'w').writestr('f.py', '')\"",
                "aws s3 mb s3://their-bucket",
                "aws sqs create-queue --queue-name " + NAME,
                "aws lambda create-function --function-name "
                    + NAME
                    + " --runtime python3.13 --handler f.f --zip-file fileb://f.zip --role arn:aws:iam::"
                    + ACCOUNT
                    + ":role/"
                    + role,
                "aws lambda create-event-source-mapping --function-name "
                    + NAME
                    + " --event-source-arn arn:aws:sqs:"
                    + HERE
                    + NAME));
    assertThat(made.exit()).as(made.output()).isZero();
  }

  private static PolicyDocument policy(boolean organization) {
    return RunnerPolicy.of(Partition.AWS, organization);
  }

  private static String without(boolean organization, String sid) {
    return new PolicyDocument(
            policy(organization).statements().stream().filter(it -> !it.sid().equals(sid)).toList())
        .json();
  }

  private static String command(Remaining item) {
    return new Remains(NAMES, new TenantId("acme"), true, List.of(item))
        .commands().stream().map(RemovalCommand::command).collect(Collectors.joining("\n"));
  }

  private static Map<String, Remaining> removals() {
    Map<String, Remaining> removals = new LinkedHashMap<>();
    Remaining function = item(ResourceKind.FUNCTION, "lambda:" + HERE + "function:" + NAME);
    removals.put(
        "Unsubscribe",
        item(
            ResourceKind.SUBSCRIPTION,
            "sns:" + HERE + NAME + ":11111111-2222-3333-4444-555555555555"));
    removals.put("Mapping", function);
    removals.put("MappingList", function);
    removals.put("Function", function);
    removals.put("LogGroup", item(ResourceKind.LOG_GROUP, "logs:" + HERE + "log-group:" + NAME));
    removals.put("Queue", item(ResourceKind.QUEUE, "sqs:" + HERE + NAME));
    removals.put("Trail", item(ResourceKind.TRAIL, "cloudtrail:" + HERE + "trail/" + NAME));
    removals.put("Notification", item(ResourceKind.NOTIFICATION, "s3:::their-bucket"));
    removals.put("Topic", item(ResourceKind.TOPIC, "sns:" + HERE + NAME));
    removals.put("Bucket", item(ResourceKind.BUCKET, "s3:::" + NAME));
    removals.put("Roles", item(ResourceKind.ROLE, "iam::" + ACCOUNT + ":role/" + NAME + "-access"));
    return removals;
  }

  private static Remaining item(ResourceKind kind, String arn) {
    return new Remaining(kind, new Arn("arn:aws:" + arn));
  }
}
