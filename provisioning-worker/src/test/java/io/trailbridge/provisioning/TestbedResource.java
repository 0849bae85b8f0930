package io.trailbridge.provisioning;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.aws.AwsEmulator;
import io.trailbridge.testbed.aws.SandboxAws;
import java.util.Map;

/** One broker, one AWS and one intake for all ITs of the module. */
public final class TestbedResource implements QuarkusTestResourceLifecycleManager {
  private Broker broker;
  private AwsEmulator aws;
  private Intake intake;

  @Override
  public Map<String, String> start() {
    broker = Broker.start();
    aws = AwsEmulator.start();
    intake = Intake.start(broker.bootstrapServers());
    SandboxAws.Credentials worker = aws.sandbox().seed().worker();
    return Map.ofEntries(
        Map.entry("kafka.bootstrap.servers", broker.bootstrapServers()),
        Map.entry("quarkus.http.test-port", "0"),
        Map.entry("quarkus.log.category.\"kafka\".level", "ERROR"),
        Map.entry("quarkus.log.category.\"org.apache.kafka\".level", "ERROR"),
        Map.entry("quarkus.log.category.\"state.change.logger\".level", "ERROR"),
        Map.entry("trailbridge.aws.endpoint", aws.endpoint().toString()),
        Map.entry("trailbridge.aws.worker-role-arn", SandboxAws.WORKER_ROLE_ARN),
        Map.entry("trailbridge.aws.access-key-id", worker.accessKeyId()),
        Map.entry("trailbridge.aws.secret-access-key", worker.secretAccessKey()),
        Map.entry("trailbridge.aws.session-token", worker.sessionToken()),
        // The emulated AWS has no limits of its own, and the tests have no time to keep AWS's.
        Map.entry("trailbridge.aws.rates.trail-reads", "10000"),
        Map.entry("trailbridge.aws.rates.trail-writes", "10000"),
        Map.entry("trailbridge.aws.rates.objects", "10000"),
        Map.entry("trailbridge.aws.rates.sessions", "10000"),
        Map.entry("trailbridge.aws.rates.others", "10000"),
        Map.entry("trailbridge.aws.backoff", "PT0.002S"),
        Map.entry("trailbridge.intake.public-url", intake.url()),
        Map.entry("trailbridge.secret.master-keys.test", Intake.MASTER_KEY),
        Map.entry("trailbridge.provisioning.settle-for", Proofs.isLong() ? "PT1M" : "PT1S"),
        Map.entry("trailbridge.provisioning.confirm-within", "PT10S"),
        Map.entry("trailbridge.provisioning.retry-after", "PT0.2S"),
        Map.entry("trailbridge.provisioning.give-up-after", "PT20S"),
        Map.entry("trailbridge.objects.unknown-for", "PT1S"),
        Map.entry("trailbridge.objects.refused-for", "PT1S"));
  }

  @Override
  public void stop() {
    intake.close();
    aws.close();
    broker.close();
  }
}
