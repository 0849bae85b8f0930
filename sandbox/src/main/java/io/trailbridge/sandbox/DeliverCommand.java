package io.trailbridge.sandbox;

import io.trailbridge.testbed.aws.CloudTrailWriter;
import io.trailbridge.testbed.aws.CloudTrailWriter.Written;
import io.trailbridge.testbed.aws.SandboxAws;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes log files into the buckets of the running sandbox's logging trails. */
@Command(
    name = "deliver",
    mixinStandardHelpOptions = true,
    description =
        "Writes CloudTrail files into the buckets of the running sandbox's logging trails.")
final class DeliverCommand implements Callable<Integer> {

  @Option(
      names = "--files",
      defaultValue = "1",
      description = "Files an account (${DEFAULT-VALUE}).")
  private int files;

  @Option(
      names = "--records",
      defaultValue = "100",
      description = "Records a file (${DEFAULT-VALUE}).")
  private int records;

  @Option(names = "--account", description = "Only this account's; otherwise every account's.")
  private String account = "";

  @Override
  public Integer call() {
    if (files < 1 || records < 1) {
      throw new Complaint("--files and --records are at least 1.");
    }
    String endpoint = Home.here().readEnv().getOrDefault("AWS_ENDPOINT_URL", "");
    CloudTrailWriter writer =
        CloudTrailWriter.of(new SandboxAws(URI.create(endpoint)), System.nanoTime());
    if (writer.trails().isEmpty()) {
      throw new Complaint("No trail is logging yet: connect an account first.");
    }
    List<Written> written =
        account.isEmpty()
            ? writer.deliverEverywhere(files, records)
            : writer.deliver(account, files, records);
    if (written.isEmpty()) {
      throw new Complaint("No logging trail covers the account " + account + ".");
    }
    int refused = 0;
    for (Written file : written) {
      System.out.printf(
          "s3://%s/%s%s%n",
          file.bucket(), file.key(), file.delivered() ? "" : "  refused: " + file.refusal());
      refused += file.delivered() ? 0 : 1;
    }
    return refused == 0 ? 0 : 1;
  }
}
