package io.trailbridge.provisioning;

import static io.trailbridge.contracts.provisioning.ResourceKind.BUCKET;
import static io.trailbridge.contracts.provisioning.ResourceKind.NOTIFICATION;
import static io.trailbridge.contracts.provisioning.ResourceKind.ROLE;
import static io.trailbridge.contracts.provisioning.ResourceKind.SUBSCRIPTION;
import static io.trailbridge.contracts.provisioning.ResourceKind.TOPIC;
import static io.trailbridge.contracts.provisioning.ResourceKind.TRAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.Leftover;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.DeprovisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ProvisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionDeprovisioned;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.provisioning.connection.AwsConfig;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.Pauses;
import io.trailbridge.provisioning.connection.ProvisioningConfig;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.Removal;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.TopicConfiguration;
import software.amazon.awssdk.services.sns.SnsClient;

@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class DeprovisionIT {
  @Inject ControlPlane control;
  @Inject Customer customer;
  @Inject CustomerAccounts accounts;
  @Inject ProvisioningConfig config;
  @Inject AwsConfig aws;

  @Test
  void shouldLeaveNothingOfOursAndEverythingOfTheCustomers() {
    // Given
    Fixture connection = customer.connect();
    String theirs = "customers-own-" + connection.id().hex();
    String theirTopic;
    try (S3Client s3 = customer.s3(connection);
        SnsClient sns = customer.sns(connection)) {
      s3.createBucket(
          it ->
              it.bucket(theirs)
                  .createBucketConfiguration(c -> c.locationConstraint("eu-central-1")));
      theirTopic = sns.createTopic(it -> it.name(theirs)).topicArn();
    }
    ConnectionReconciled provisioned = control.provision(connection);
    customer.putLogFile(connection, "2026/11/23/a", LogFiles.of(List.of("{}")));
    try (S3Client s3 = customer.s3(connection)) {
      s3.putBucketVersioning(
          it ->
              it.bucket(connection.bucket())
                  .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    }
    customer.putLogFile(connection, "2026/11/23/a", LogFiles.of(List.of("{\"again\":1}")));

    // When
    ConnectionDeprovisioned result = deprovision(connection, true, provisioned.inventory());

    // Then
    assertThat(result.removed())
        .extracting(InventoryItem::kind)
        .containsExactly(SUBSCRIPTION, TRAIL, NOTIFICATION, TOPIC, BUCKET);
    assertThat(result.left()).extracting(Leftover::kind).containsExactly(ROLE);
    assertThat(customer.namesOf(connection)).isEmpty();
    try (SnsClient sns = customer.sns(connection)) {
      assertThat(sns.listSubscriptions().subscriptions())
          .noneMatch(it -> it.topicArn().endsWith(connection.names().name()));
    }
    try (S3Client s3 = customer.s3(connection);
        SnsClient sns = customer.sns(connection)) {
      assertThat(s3.headBucket(it -> it.bucket(theirs))).isNotNull();
      assertThat(sns.getTopicAttributes(it -> it.topicArn(theirTopic)).attributes()).isNotEmpty();
    }
  }

  @Test
  void shouldKeepTheBucketAndOthersEntriesInItsNotification() {
    // Given
    Fixture connection = customer.connect();
    ConnectionReconciled provisioned = control.provision(connection);
    addTheirEntry(connection);

    // When
    ConnectionDeprovisioned result = deprovision(connection, false, provisioned.inventory());

    // Then
    assertThat(result.left()).extracting(Leftover::kind).containsExactly(BUCKET, ROLE);
    try (S3Client s3 = customer.s3(connection)) {
      assertThat(
              s3.getBucketNotificationConfiguration(it -> it.bucket(connection.bucket()))
                  .topicConfigurations())
          .singleElement()
          .matches(it -> it.id().equals("theirs"));
    }
    assertThat(customer.namesOf(connection)).containsExactly(connection.bucket());
  }

  @Test
  void shouldEmptyABucketAgainThatTookLongAndWasWrittenTo() {
    // Given
    Fixture connection = customer.connect();
    ConnectionReconciled provisioned = control.provision(connection);
    customer.putLogFile(connection, "2026/11/23/a", LogFiles.of(List.of("{}")));
    customer.sandbox().forgetCalls();
    AtomicBoolean late = new AtomicBoolean();
    BooleanSupplier wished =
        () -> {
          // Asked before each call: here between the last look for files and the deletion.
          if (calls(connection, "ListObjectVersions") == 2 && late.compareAndSet(false, true)) {
            Pauses.sleep(config.settleFor().plusMillis(100), () -> true);
            customer.putLogFile(connection, "2026/11/23/late", LogFiles.of(List.of("{}")));
          }
          return true;
        };

    // When
    Removal removal = remove(connection, provisioned, wished);

    // Then
    assertThat(removal.left()).extracting(Leftover::kind).containsExactly(ROLE);
    assertThat(calls(connection, "DeleteBucket")).isEqualTo(2);
    assertThat(customer.namesOf(connection)).isEmpty();
  }

  @Test
  void shouldGoOnEmptyingABucketWhereS3IsBusy() {
    // Given
    Fixture connection = customer.connect();
    ConnectionReconciled provisioned = control.provision(connection);
    customer.putLogFile(connection, "2026/11/23/a", LogFiles.of(List.of("{}")));
    String account = connection.account().value();
    customer.sandbox().fault(account, "s3", "DeleteObjects", "THROTTLE", 0, 2 * aws.attempts() - 1);

    // When
    Removal removal = remove(connection, provisioned, () -> true);

    // Then
    assertThat(removal.passing()).isFalse();
    assertThat(removal.left()).extracting(Leftover::kind).containsExactly(ROLE);
  }

  @Test
  void shouldSucceedWhereEverythingIsGoneAlready() {
    // Given
    Fixture connection = customer.connect();

    // When
    ConnectionDeprovisioned result = deprovision(connection, true, List.of());

    // Then
    assertThat(result.removed()).isEmpty();
    assertThat(result.left()).extracting(Leftover::kind).containsExactly(ROLE);
  }

  @Test
  void shouldRemoveTheRestWhereTheBucketIsGone() {
    // Given
    Fixture connection = customer.connect();
    ConnectionReconciled provisioned = control.provision(connection);
    try (S3Client s3 = customer.s3(connection)) {
      s3.deleteBucket(it -> it.bucket(connection.bucket()));
    }

    // When
    ConnectionDeprovisioned result = deprovision(connection, true, provisioned.inventory());

    // Then
    assertThat(result.removed())
        .extracting(InventoryItem::kind)
        .containsExactly(SUBSCRIPTION, TRAIL, TOPIC);
    assertThat(result.left()).extracting(Leftover::kind).containsExactly(ROLE);
  }

  @Test
  void shouldTellABucketThatIsSomebodyElsesByNow() {
    // Given
    Fixture connection = customer.connect();
    ConnectionReconciled provisioned = control.provision(connection);
    try (S3Client s3 = customer.s3(connection);
        S3Client others = customer.s3(Fixture.anywhere())) {
      s3.deleteBucket(it -> it.bucket(connection.bucket()));
      others.createBucket(
          it ->
              it.bucket(connection.bucket())
                  .createBucketConfiguration(c -> c.locationConstraint("eu-central-1")));

      // When
      ConnectionDeprovisioned result = deprovision(connection, true, provisioned.inventory());

      // Then
      assertThat(result.removed())
          .extracting(InventoryItem::kind)
          .containsExactly(SUBSCRIPTION, TRAIL, TOPIC);
      assertThat(result.left())
          .extracting(Leftover::kind)
          .containsExactly(NOTIFICATION, BUCKET, ROLE);
      assertThat(others.headBucket(it -> it.bucket(connection.bucket()))).isNotNull();
    }
  }

  @Test
  void shouldTakeBackWhatStandsWhereTheirTrailLedBefore() {
    // Given
    Fixture account = customer.connect();
    TheirTrails before = new TheirTrails(customer, account, account.account(), "");
    before.make(null);
    Fixture connection = account.using(new Resources.Existing(before.trail(), null, null, null));
    ConnectionReconciled provisioned = control.provision(connection);
    Fixture elsewhere = Fixture.in(account.account().value(), false);
    TheirTrails now = new TheirTrails(customer, elsewhere, account.account(), "");
    now.makeBucket("eu-central-1");
    try (CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
      cloudTrail.updateTrail(it -> it.name("theirs").s3BucketName(now.bucket()));
    }

    // When
    ConnectionDeprovisioned result = deprovision(connection, true, provisioned.inventory());

    // Then
    assertThat(result.removed())
        .extracting(InventoryItem::kind)
        .containsExactly(SUBSCRIPTION, NOTIFICATION, TOPIC);
    assertThat(result.left()).extracting(Leftover::kind).containsExactly(ROLE);
    try (S3Client s3 = customer.s3(connection)) {
      assertThat(
              s3.getBucketNotificationConfiguration(it -> it.bucket(before.bucket()))
                  .topicConfigurations())
          .isEmpty();
    }
  }

  @Test
  void shouldNotTouchWhatOnlyBearsOurName() {
    // Given
    Fixture connection = customer.connect();
    try (SnsClient sns = customer.sns(connection)) {
      sns.createTopic(it -> it.name(connection.names().name()));
    }

    // When
    ConnectionDeprovisioned result = deprovision(connection, true, List.of());

    // Then
    assertThat(result.left()).extracting(Leftover::kind).containsExactly(TOPIC, ROLE);
    assertThat(customer.namesOf(connection)).hasSize(1);
  }

  @Test
  void shouldTellAllThatIsLeftWhereTheRoleIsGone() {
    // Given
    Fixture connection = customer.connectPushing();
    ConnectionReconciled provisioned = control.provision(connection);

    // When
    customer.deleteRole(connection);

    // Then
    assertThatAllIsLeft(connection, provisioned, "does not let Trailbridge in");
  }

  @Test
  void shouldTellAllThatIsLeftWhereTheRoleTrustsUsNoMore() {
    // Given
    Fixture connection = customer.connect();
    ConnectionReconciled provisioned = control.provision(connection);

    // When
    customer.deleteRole(connection);
    customer.createRole(connection, "another-external-id");

    // Then
    assertThatAllIsLeft(connection, provisioned, "does not let Trailbridge in");
  }

  @Test
  void shouldTellAllThatIsLeftWhereTheRoleMayDoNothing() {
    // Given
    Fixture connection = customer.connectPushing();
    ConnectionReconciled provisioned = control.provision(connection);

    // When
    customer.setPolicy(connection, PublishedPolicy.ofForwarder(connection));

    // Then
    assertThatAllIsLeft(connection, provisioned, "AWS refused a call");
  }

  @Test
  void shouldTellTheRestWhereTheRoleGoesInBetween() {
    // Given
    Fixture connection = customer.connect();
    ConnectionReconciled provisioned = control.provision(connection);
    String account = connection.account().value();
    customer.sandbox().fault(account, "cloudtrail", "DeleteTrail", "EXPIRE", 0, 1);
    customer.sandbox().fault(account, "sts", "AssumeRole", "DENY", 1, 1000);

    // When
    ConnectionDeprovisioned result = deprovision(connection, true, provisioned.inventory());
    customer.sandbox().clearFaults();

    // Then
    assertThat(result.removed()).extracting(InventoryItem::kind).containsExactly(SUBSCRIPTION);
    assertThat(result.left())
        .extracting(Leftover::kind)
        .containsExactly(TRAIL, NOTIFICATION, TOPIC, BUCKET, ROLE);
    assertThat(customer.namesOf(connection)).hasSize(3);
  }

  @Test
  void shouldBreakAProvisioningOffAndLeaveNothing() {
    // Given
    Fixture connection = customer.connect();
    customer.sandbox().forgetCalls();
    customer
        .sandbox()
        .fault(connection.account().value(), "cloudtrail", "CreateTrail", "THROTTLE", 0, 1000);
    control.state(connection, ConnectionStatus.PROVISIONING, 1, false);
    control.send(
        new ProvisionConnection(
            connection.id(), Fixture.TENANT, 1, connection.spec(Forwarding.ON)));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                customer.sandbox().calls().stream()
                    .anyMatch(it -> it.action().equals("CreateTrail")));

    // When
    ConnectionDeprovisioned result = deprovision(connection, true, List.of());
    customer.sandbox().clearFaults();

    // Then
    assertThat(control.results(connection)).containsExactly(result);
    assertThat(result.removed())
        .extracting(InventoryItem::kind)
        .containsExactly(NOTIFICATION, TOPIC, BUCKET);
    assertThat(customer.namesOf(connection)).isEmpty();
  }

  /** Just what the wizard makes its commands of: all of the inventory, and nothing touched. */
  private void assertThatAllIsLeft(
      Fixture connection, ConnectionReconciled provisioned, String reason) {
    List<String> before = customer.namesOf(connection);
    customer.sandbox().forgetCalls();
    ConnectionDeprovisioned result = deprovision(connection, true, provisioned.inventory());
    assertThat(customer.writes()).filteredOn(it -> it.status() < 400).isEmpty();
    assertThat(result.removed()).isEmpty();
    assertThat(result.left())
        .extracting(it -> new InventoryItem(it.kind(), it.arn(), true))
        .containsExactlyInAnyOrderElementsOf(provisioned.inventory());
    assertThat(result.left())
        .filteredOn(it -> it.kind() != ROLE)
        .allMatch(it -> it.reason().contains(reason));
    assertThat(customer.namesOf(connection)).isEqualTo(before);
  }

  private ConnectionDeprovisioned deprovision(
      Fixture connection, boolean deleteLogs, List<InventoryItem> inventory) {
    control.state(connection, ConnectionStatus.DELETING, 2, true);
    control.send(
        new DeprovisionConnection(
            connection.id(),
            Fixture.TENANT,
            2,
            connection.spec(Forwarding.OFF),
            deleteLogs,
            inventory));
    return control.result(connection, ConnectionDeprovisioned.class, 2);
  }

  private Removal remove(
      Fixture connection, ConnectionReconciled provisioned, BooleanSupplier wished) {
    Work work = new Work(connection.id(), Fixture.TENANT, connection.spec(Forwarding.OFF), wished);
    return accounts.remove(work, true, provisioned.inventory());
  }

  private long calls(Fixture connection, String action) {
    return customer.sandbox().calls().stream()
        .filter(it -> it.account().equals(connection.account().value()))
        .filter(it -> it.action().equals(action))
        .count();
  }

  private void addTheirEntry(Fixture connection) {
    try (S3Client s3 = customer.s3(connection);
        SnsClient sns = customer.sns(connection)) {
      String topic = sns.createTopic(it -> it.name("theirs-" + connection.id().hex())).topicArn();
      TopicConfiguration ours =
          s3.getBucketNotificationConfiguration(it -> it.bucket(connection.bucket()))
              .topicConfigurations()
              .getFirst();
      TopicConfiguration theirs =
          TopicConfiguration.builder()
              .id("theirs")
              .topicArn(topic)
              .events(Event.S3_OBJECT_REMOVED)
              .build();
      s3.putBucketNotificationConfiguration(
          it ->
              it.bucket(connection.bucket())
                  .skipDestinationValidation(true)
                  .notificationConfiguration(n -> n.topicConfigurations(ours, theirs)));
    }
  }
}
