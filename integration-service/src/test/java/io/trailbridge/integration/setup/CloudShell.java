package io.trailbridge.integration.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.trailbridge.testbed.aws.AwsEmulator;
import io.trailbridge.testbed.aws.SandboxAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A bash with the real AWS CLI in front of an emulated AWS, in the name of whom one likes. */
final class CloudShell {
  /** The role of whoever runs the script, where that is no administrator. */
  static final String RUNNER = "PlatformTeam";

  private final AwsEmulator aws;
  private final SandboxAws.Seeded seeded;
  private final Path folder;

  CloudShell(AwsEmulator aws, SandboxAws.Seeded seeded, Path folder) {
    this.aws = aws;
    this.seeded = seeded;
    this.folder = folder;
  }

  /** As an administrator of the customer's account. */
  Shell.Ran bash(String command) {
    return bash(command, seeded.customer());
  }

  Shell.Ran asWorker(String command) {
    return bash(command, seeded.worker());
  }

  /** With this policy of the role, and no other. */
  Shell.Ran asRunner(String policy, String command) throws IOException {
    aws.sandbox().createRole("222222222222", RUNNER, "{\"AWS\":\"222222222222\"}");
    Files.writeString(folder.resolve("runner.json"), policy);
    Shell.Ran put =
        bash(
            "aws iam put-role-policy --role-name %s --policy-name runner --policy-document file://runner.json"
                .formatted(RUNNER));
    assertThat(put.exit()).as(put.output()).isZero();
    return bash(
        command,
        aws.sandbox().session("arn:aws:iam::222222222222:role/" + RUNNER, "platform-team"));
  }

  /**
   * The public address of the configuration is not this machine's: the test's port takes its place.
   * For SQS the AWS CLI does not look at AWS_ENDPOINT_URL.
   */
  private Shell.Ran bash(String command, SandboxAws.Credentials credentials) {
    String here =
        command
            .replace("https://api.trailbridge.test", "http://127.0.0.1:" + RestAssured.port)
            .replace("--proto '=https' --tlsv1.2 ", "")
            .replace("aws sqs ", "aws --endpoint-url \"$AWS_ENDPOINT_URL\" sqs ");
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("AWS_DEFAULT_REGION", "eu-central-1");
    environment.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
    environment.put("AWS_SESSION_TOKEN", credentials.sessionToken());
    return Shell.run(folder, environment, List.of("bash", "-c", here));
  }
}
