package io.trailbridge.integration.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.deletion.domain.Remains;
import io.trailbridge.integration.deletion.domain.Remains.Remaining;
import io.trailbridge.integration.deletion.domain.RemovalCommand;
import io.trailbridge.integration.setup.Shell;
import io.trailbridge.integration.setup.domain.RoleNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that the wizard shows and the script make the same calls. */
class RemovalCommandsIT {
  private static final Path STUBS = Path.of("src/test/bats/stubs").toAbsolutePath();
  private static final ConnectionId ID = ConnectionId.of("0190f7c2-aaaa-7bbb-8ccc-0123456789ab");
  private static final RoleNames NAMES =
      new RoleNames(
          ID, Partition.AWS, new AccountId("222222222222"), new AwsRegion("eu-central-1"));
  private static final String NAME = NAMES.name();
  private static final String HERE = "eu-central-1:222222222222:";

  @TempDir Path folder;

  private final Remains everything =
      new Remains(
          NAMES,
          new TenantId("acme"),
          true,
          List.of(
              item(
                  ResourceKind.SUBSCRIPTION,
                  "sns:" + HERE + NAME + ":11111111-2222-3333-4444-555555555555"),
              item(ResourceKind.FUNCTION, "lambda:" + HERE + "function:" + NAME),
              item(ResourceKind.LOG_GROUP, "logs:" + HERE + "log-group:" + NAME),
              item(ResourceKind.QUEUE, "sqs:" + HERE + NAME),
              item(ResourceKind.TRAIL, "cloudtrail:" + HERE + "trail/" + NAME),
              item(ResourceKind.TRAIL, "cloudtrail:us-east-1:333333333333:trail/" + NAME),
              item(ResourceKind.NOTIFICATION, "s3:::their-bucket"),
              item(ResourceKind.TOPIC, "sns:" + HERE + NAME),
              item(ResourceKind.BUCKET, "s3:::" + NAME),
              item(ResourceKind.ROLE, "iam::222222222222:role/" + NAME + "-forwarder"),
              item(ResourceKind.ROLE, "iam::222222222222:role/" + NAME + "-access")));

  @Test
  void shouldMakeTheSameCallsAsTheScript() throws IOException {
    // Given
    Path byScript = account("script");
    Files.createDirectories(byScript.resolve("answers"));
    Files.writeString(byScript.resolve("answers/removal"), everything.lines() + "200");
    Files.writeString(byScript.resolve("answers/removed"), "{}\n202");
    Path byHand = account("hand");
    String commands =
        "set -e\n"
            + String.join(
                "\n", everything.commands().stream().map(RemovalCommand::command).toList());

    // When
    Shell.Ran script = run(byScript, List.of("bash", Shell.SCRIPT.toString(), "remove"));
    Shell.Ran hand = run(byHand, List.of("bash", "-c", commands));

    // Then
    assertThat(script.exit()).as(script.output()).isZero();
    assertThat(hand.exit()).as(hand.output()).isZero();
    assertThat(changes(byHand)).hasSize(14).isEqualTo(changes(byScript));
    assertThat(byHand.resolve("roles")).isEmptyDirectory();
    assertThat(byScript.resolve("roles")).isEmptyDirectory();
  }

  /** What the stub AWS CLI was called with, but for reads; arguments in any order. */
  private static List<String> changes(Path stub) throws IOException {
    return Files.readAllLines(stub.resolve("calls")).stream()
        .filter(line -> line.matches("[a-z0-9]+ (unsubscribe|delete-|put-|rb).*"))
        .map(line -> line.replaceAll(" --query UUID --output text", ""))
        .map(line -> String.join(" ", new TreeSet<>(List.of(line.split(" --")))))
        .toList();
  }

  private Path account(String name) throws IOException {
    Path stub = folder.resolve(name);
    for (String role : List.of("-access", "-forwarder")) {
      Path home = stub.resolve("roles/" + NAME + role);
      Files.createDirectories(home);
      Files.writeString(home.resolve("connection"), ID + "\n");
    }
    Files.writeString(stub.resolve("account"), "222222222222\n");
    return stub;
  }

  private Shell.Ran run(Path stub, List<String> command) {
    return Shell.run(
        folder,
        Map.of(
            "STUB",
            stub.toString(),
            "STUB_BIN",
            STUBS.toString(),
            "STUB_MODE",
            "remove",
            "PATH",
            STUBS + ":" + System.getenv("PATH"),
            "TRAILBRIDGE_URL",
            "https://api.example.com",
            "TRAILBRIDGE_TOKEN",
            "0".repeat(64)),
        command);
  }

  private static Remaining item(ResourceKind kind, String arn) {
    return new Remaining(kind, new Arn("arn:aws:" + arn));
  }
}
