package io.trailbridge.provisioning;

import static io.trailbridge.contracts.provisioning.ResourceKind.BUCKET;
import static io.trailbridge.contracts.provisioning.ResourceKind.FUNCTION;
import static io.trailbridge.contracts.provisioning.ResourceKind.LOG_GROUP;
import static io.trailbridge.contracts.provisioning.ResourceKind.NOTIFICATION;
import static io.trailbridge.contracts.provisioning.ResourceKind.QUEUE;
import static io.trailbridge.contracts.provisioning.ResourceKind.ROLE;
import static io.trailbridge.contracts.provisioning.ResourceKind.SUBSCRIPTION;
import static io.trailbridge.contracts.provisioning.ResourceKind.TOPIC;
import static io.trailbridge.contracts.provisioning.ResourceKind.TRAIL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.Leftover;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.DeprovisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ProvisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.UpdateConnection;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionDeprovisioned;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ProvisioningFailed;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.testbed.aws.SandboxAws;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Environment;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A connection whose log files a forwarder posts: the function's own code runs. */
@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class PushIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject ControlPlane control;
  @Inject Customer customer;

  @Test
  void shouldMakeAForwarderThatPostsWhatCloudTrailWrites() {
    // Given
    Fixture connection = customer.connectPushing();
    customer.sandbox().forgetCalls();

    // When
    ConnectionReconciled result = control.provision(connection);
    List<String> asked = customer.asked(connection);
    byte[] file = LogFiles.of(List.of("{\"eventID\":\"one\"}"));
    String key = customer.putLogFile(connection, "2026/11/23/a", file);

    // Then
    System.out.println("provisioning a forwarder took " + asked.size() + " AWS calls: " + asked);
    assertThat(result.forwarding()).isEqualTo(Forwarding.ON);
    assertThat(asked).hasSize(23).hasSize(result.awsCalls());
    assertThat(result.inventory())
        .extracting(InventoryItem::kind)
        .containsExactly(
            ROLE,
            ROLE,
            BUCKET,
            TOPIC,
            NOTIFICATION,
            TRAIL,
            QUEUE,
            LOG_GROUP,
            FUNCTION,
            SUBSCRIPTION);
    assertThat(result.inventory()).allMatch(InventoryItem::ours);
    assertThat(posted(connection, 1))
        .singleElement()
        .matches(it -> it.value().length == file.length)
        .matches(
            it -> header(it, BatchHeaders.OBJECT).equals("s3://" + connection.bucket() + "/" + key))
        .matches(it -> header(it, Intake.KEY_HEADER).equals("test.1"));
  }

  @Test
  void shouldWriteNothingWhereNothingDiffers() {
    // Given
    Fixture connection = customer.connectPushing();
    ConnectionReconciled first = control.provision(connection);

    // When
    ConnectionReconciled second = update(connection, 2);

    // Then
    List<String> asked = customer.asked(connection);
    System.out.println(
        "the second run of a forwarder took " + asked.size() + " AWS calls: " + asked);
    assertThat(asked).hasSizeLessThanOrEqualTo(26);
    assertThat(customer.writes()).isEmpty();
    assertThat(second.inventory()).isEqualTo(first.inventory());
  }

  @Test
  void shouldHandOutANewSecret() {
    // Given
    Fixture connection = customer.connectPushing();
    control.provision(connection);

    // When
    ConnectionReconciled rotated = update(connection.withSecret(2), 2);

    // Then
    assertThat(rotated.secretVersion()).isEqualTo(2);
    assertThat(customer.writes())
        .extracting(SandboxAws.Call::action)
        .containsExactly("UpdateFunction:configuration", "PostTags");
    customer.putLogFile(connection, "2026/11/23/a", LogFiles.of(List.of("{}")));
    assertThat(posted(connection, 1))
        .singleElement()
        .matches(it -> header(it, Intake.KEY_HEADER).equals("test.2"));
  }

  @Test
  void shouldHandOutANewSecretThatItMayNotRead() {
    // Given
    Fixture plain = customer.connectPushing();
    Fixture connection = plain.using(new Resources.New(customer.createKey(plain), 90));
    customer.createForwarderRole(connection);
    control.provision(connection);
    update(connection, 2);
    List<SandboxAws.Call> again = customer.writes();

    // When
    update(connection.withSecret(2), 3);

    // Then
    assertThat(again).isEmpty();
    assertThat(customer.writes())
        .extracting(SandboxAws.Call::action)
        .containsExactly("UpdateFunction:configuration", "PostTags");
    customer.putLogFile(connection, "2026/11/23/a", LogFiles.of(List.of("{}")));
    assertThat(posted(connection, 1))
        .singleElement()
        .matches(it -> header(it, Intake.KEY_HEADER).equals("test.2"));
  }

  @Test
  void shouldPutTheCodeBackThatSomebodyChanged() {
    // Given
    Fixture connection = customer.connectPushing();
    control.provision(connection);
    String name = connection.names().name();
    try (LambdaClient lambda = customer.lambda(connection)) {
      lambda.getFunctionConfiguration(it -> it.functionName(name));
      lambda.updateFunctionConfiguration(
          it ->
              it.functionName(name)
                  .environment(Environment.builder().variables(Map.of("A", "b")).build()));
      lambda.getFunctionConfiguration(it -> it.functionName(name));
      lambda.updateFunctionCode(
          it ->
              it.functionName(name)
                  .zipFile(
                      SdkBytes.fromByteArray(LogFiles.zip("forwarder.py", "print('nothing')"))));
    }

    // When
    update(connection, 2);

    // Then
    assertThat(customer.writes())
        .extracting(SandboxAws.Call::action)
        .containsExactly("UpdateFunction:code", "UpdateFunction:configuration");
    customer.putLogFile(connection, "2026/11/23/a", LogFiles.of(List.of("{}")));
    assertThat(posted(connection, 1)).hasSize(1);
  }

  @Test
  void shouldTakeTheSubscriptionAloneInAPause() {
    // Given
    Fixture connection = customer.connectPushing();
    control.provision(connection);
    int before = customer.namesOf(connection).size();
    customer.sandbox().forgetCalls();

    // When
    ConnectionReconciled paused = control.pause(connection, 2);
    List<SandboxAws.Call> writes = customer.writes();
    customer.putLogFile(connection, "2026/11/23/missed", LogFiles.of(List.of("{}")));
    ConnectionReconciled resumed = control.resume(connection, 3);
    customer.putLogFile(connection, "2026/11/23/seen", LogFiles.of(List.of("{}")));

    // Then
    assertThat(paused.forwarding()).isEqualTo(Forwarding.OFF);
    assertThat(writes).extracting(SandboxAws.Call::action).containsExactly("Unsubscribe");
    assertThat(customer.namesOf(connection)).hasSize(before);
    assertThat(resumed.inventory()).anyMatch(it -> it.kind() == SUBSCRIPTION);
    assertThat(posted(connection, 1))
        .singleElement()
        .matches(it -> header(it, BatchHeaders.OBJECT).endsWith("/seen.json.gz"));
  }

  @Test
  void shouldRemoveTheForwarderAndNothingOfTheCustomers() {
    // Given
    Fixture connection = customer.connectPushing();
    try (SqsClient sqs = customer.sqs(connection)) {
      sqs.createQueue(it -> it.queueName("theirs"));
    }
    ConnectionReconciled provisioned = control.provision(connection);

    // When
    ConnectionDeprovisioned result = remove(connection, provisioned.inventory());

    // Then
    assertThat(result.removed())
        .extracting(InventoryItem::kind)
        .containsExactly(
            SUBSCRIPTION, FUNCTION, LOG_GROUP, QUEUE, TRAIL, NOTIFICATION, TOPIC, BUCKET);
    assertThat(result.left()).extracting(Leftover::kind).containsExactly(ROLE, ROLE);
    assertThat(customer.namesOf(connection)).isEmpty();
    try (SqsClient sqs = customer.sqs(connection)) {
      assertThat(sqs.listQueues().queueUrls()).singleElement().asString().endsWith("/theirs");
    }
  }

  @Test
  void shouldRemoveTheMappingOfAFunctionThatIsGone() {
    // Given
    Fixture connection = customer.connectPushing();
    ConnectionReconciled provisioned = control.provision(connection);
    try (LambdaClient lambda = customer.lambda(connection)) {
      lambda.deleteFunction(it -> it.functionName(connection.names().name()));
    }

    // When
    ConnectionDeprovisioned result = remove(connection, provisioned.inventory());

    // Then
    assertThat(result.removed()).extracting(InventoryItem::kind).doesNotContain(FUNCTION);
    assertThat(customer.namesOf(connection)).isEmpty();
  }

  @Test
  void shouldNotTouchWhatOnlyBearsOurName() {
    // Given
    Fixture connection = customer.connectPushing();
    String name = connection.names().name();
    try (SqsClient sqs = customer.sqs(connection)) {
      sqs.createQueue(it -> it.queueName(name));
    }

    // When
    ProvisioningFailed failed = fail(connection);
    ConnectionDeprovisioned result = remove(connection, failed.inventory());

    // Then
    assertThat(failed.finding().code()).isEqualTo("QUEUE_NOT_OURS");
    assertThat(result.left()).extracting(Leftover::kind).containsExactly(QUEUE, ROLE, ROLE);
    assertThat(customer.namesOf(connection)).singleElement().asString().endsWith("/" + name);
  }

  @Test
  void shouldTellARoleThatLambdaCannotAssume() {
    // Given
    Fixture connection = Fixture.anywhere().pushing();
    customer.createRole(connection, connection.externalId());

    // When
    ProvisioningFailed failed = fail(connection);

    // Then
    assertThat(failed.finding().code()).isEqualTo("FORWARDER_ROLE_UNUSABLE");
    assertThat(failed.inventory())
        .extracting(InventoryItem::kind)
        .contains(QUEUE, LOG_GROUP)
        .doesNotContain(FUNCTION);
  }

  private ConnectionReconciled update(Fixture connection, long generation) {
    control.state(connection, ConnectionStatus.ACTIVE, generation, true);
    customer.sandbox().forgetCalls();
    control.send(
        new UpdateConnection(
            connection.id(), Fixture.TENANT, generation, connection.spec(Forwarding.ON)));
    return control.result(connection, ConnectionReconciled.class, generation);
  }

  private ProvisioningFailed fail(Fixture connection) {
    control.state(connection, ConnectionStatus.PROVISIONING, 1, false);
    control.send(
        new ProvisionConnection(
            connection.id(), Fixture.TENANT, 1, connection.spec(Forwarding.ON)));
    return control.result(connection, ProvisioningFailed.class, 1);
  }

  private ConnectionDeprovisioned remove(Fixture connection, List<InventoryItem> inventory) {
    control.state(connection, ConnectionStatus.DELETING, 2, true);
    control.send(
        new DeprovisionConnection(
            connection.id(), Fixture.TENANT, 2, connection.spec(Forwarding.OFF), true, inventory));
    return control.result(connection, ConnectionDeprovisioned.class, 2);
  }

  /** What the intake took of the connection's forwarder, once it is this much. */
  private List<ConsumerRecord<String, byte[]>> posted(Fixture connection, int count) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                control
                    .wire()
                    .read(
                        Topics.CLOUDTRAIL_BATCHES,
                        it -> connection.id().toString().equals(it.key())),
            it -> it.size() >= count);
  }

  private static String header(ConsumerRecord<String, byte[]> batch, String name) {
    return new String(batch.headers().lastHeader(name).value(), UTF_8);
  }
}
