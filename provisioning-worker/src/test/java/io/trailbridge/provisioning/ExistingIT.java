package io.trailbridge.provisioning;

import static io.trailbridge.contracts.provisioning.ResourceKind.BUCKET;
import static io.trailbridge.contracts.provisioning.ResourceKind.NOTIFICATION;
import static io.trailbridge.contracts.provisioning.ResourceKind.ROLE;
import static io.trailbridge.contracts.provisioning.ResourceKind.SUBSCRIPTION;
import static io.trailbridge.contracts.provisioning.ResourceKind.TOPIC;
import static io.trailbridge.contracts.provisioning.ResourceKind.TRAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.Leftover;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ProvisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.UpdateConnection;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ProvisioningFailed;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.Removal;
import io.trailbridge.provisioning.connection.domain.Verification;
import io.trailbridge.testbed.aws.SandboxAws;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.TopicConfiguration;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class ExistingIT {
  @Inject ControlPlane control;
  @Inject Customer customer;
  @Inject CustomerAccounts accounts;

  @Test
  void shouldSubscribeToTheTopicThatTheTrailHas() {
    // Given
    Fixture connection = customer.connect();
    TheirTrails theirs = new TheirTrails(customer, connection, connection.account(), "");
    theirs.makeTopic();
    theirs.make(theirs.topic());
    connection = connection.using(existing(theirs.trail(), null, null));
    customer.sandbox().forgetCalls();

    // When
    ConnectionReconciled result = control.provision(connection);

    // Then
    assertThat(kinds(result, false)).containsExactly(BUCKET, TRAIL, TOPIC);
    assertThat(kinds(result, true)).containsExactly(ROLE, SUBSCRIPTION);
    assertThat(customer.writes())
        .extracting(SandboxAws.Call::action)
        .containsExactly("Subscribe", "ConfirmSubscription");
    assertThat(subscribers(theirs.topic())).hasSize(1);
    assertThatTheSecondRunWritesNothing(connection, result);
    assertThatEveryLinkHolds(connection);
    assertThat(control.pause(connection, 3).forwarding()).isEqualTo(Forwarding.OFF);
    assertThat(subscribers(theirs.topic())).isEmpty();
  }

  @Test
  void shouldMergeOneEntryIntoTheBucketsNotificationWhereThereIsNoTopic() {
    // Given
    Fixture connection = customer.connect();
    TheirTrails theirs = new TheirTrails(customer, connection, connection.account(), "audit/logs");
    theirs.make(null);
    theirs.makeTopic();
    notify(connection, theirs, "invoices/", "theirs");
    connection = connection.using(existing(theirs.trail(), null, null));

    // When
    ConnectionReconciled result = control.provision(connection);

    // Then
    System.out.println("an existing trail took " + result.awsCalls() + " AWS calls");
    assertThat(result.awsCalls()).isLessThanOrEqualTo(25);
    assertThat(result.inventory())
        .contains(
            new InventoryItem(
                BUCKET, new Arn("arn:aws:s3:::" + theirs.bucket() + "/audit/logs"), false));
    assertThat(kinds(result, true)).containsExactly(ROLE, TOPIC, NOTIFICATION, SUBSCRIPTION);
    String name = connection.names().name();
    try (S3Client s3 = customer.s3(connection)) {
      assertThat(
              s3.getBucketNotificationConfiguration(it -> it.bucket(theirs.bucket()))
                  .topicConfigurations())
          .extracting(TopicConfiguration::id)
          .containsExactlyInAnyOrder("theirs", name);
      s3.putObject(
          it -> it.bucket(theirs.bucket()).key(theirs.key(today() + "/a")),
          RequestBody.fromString("x"));
    }
    assertThatTheSecondRunWritesNothing(connection, result);
    assertThatEveryLinkHolds(connection);
  }

  @Test
  void shouldTellWhoIsNotifiedAlready() {
    // Given
    Fixture connection = customer.connect();
    TheirTrails theirs = new TheirTrails(customer, connection, connection.account(), "");
    theirs.make(null);
    theirs.makeTopic();
    notify(connection, theirs, "AWSLogs/", "theirs");

    // When
    Finding finding = fail(connection.using(existing(theirs.trail(), null, null)));
    ConnectionReconciled named =
        provision(connection.using(existing(theirs.trail(), theirs.topic(), null)), 2);

    // Then
    assertThat(finding.code()).isEqualTo("NOTIFICATION_CONFLICT");
    assertThat(finding.remedy()).contains(theirs.topic().value());
    assertThat(kinds(named, true)).containsExactly(ROLE, SUBSCRIPTION);
  }

  @Test
  void shouldReadABucketOfAnotherAccountAndWriteNothingThere() {
    // Given
    Fixture connection = customer.connect();
    AccountId archive = Fixture.anywhere().account();
    TheirTrails theirs = new TheirTrails(customer, connection, archive, "");
    theirs.make(null);
    theirs.makeTopic();
    putLogFile(archive, theirs);
    connection = connection.using(existing(theirs.trail(), theirs.topic(), archive));

    // When
    Finding bucket = fail(connection);
    theirs.setBucketPolicy(statementsOf(bucket));
    Finding topic = fail(connection, 2);
    theirs.setTopicPolicy(statementsOf(topic));
    customer.sandbox().forgetCalls();
    ConnectionReconciled result = provision(connection, 3);

    // Then
    assertThat(bucket.code()).isEqualTo("BUCKET_REFUSED");
    assertThat(bucket.remedy()).contains(connection.role().value()).contains("s3:GetObject");
    assertThat(topic.code()).isEqualTo("TOPIC_REFUSED");
    assertThat(kinds(result, false)).containsExactly(BUCKET, TRAIL, TOPIC);
    assertThat(customer.writes())
        .extracting(SandboxAws.Call::action)
        .containsExactly("Subscribe", "ConfirmSubscription");
    assertThatTheSecondRunWritesNothing(connection, result, 4);
    assertThatEveryLinkHolds(connection);
  }

  @Test
  void shouldTellWhatAnExistingTrailLacks() {
    // Given
    Fixture connection = customer.connect();
    TheirTrails theirs = new TheirTrails(customer, connection, connection.account(), "");
    theirs.make(null);
    Arn nowhere = new Arn(theirs.trail().value().replace("theirs", "nowhere"));
    Arn elsewhere = new Arn(theirs.topic().value().replace("eu-central-1", "eu-west-1"));
    Arn somebodys = Arn.of(partition(theirs), "sns", "eu-central-1", "999999999999", "t");
    AccountId archive = Fixture.anywhere().account();

    // When / Then
    assertThat(fail(connection.using(existing(nowhere, null, null))).code())
        .isEqualTo("TRAIL_NOT_FOUND");
    assertThat(fail(connection.using(existing(theirs.trail(), null, archive)), 2).code())
        .isEqualTo("TOPIC_NEEDED");
    assertThat(fail(connection.using(existing(theirs.trail(), elsewhere, null)), 3).code())
        .isEqualTo("REGION_MISMATCH");
    assertThat(fail(connection.using(existing(theirs.trail(), somebodys, null)), 4).code())
        .isEqualTo("TOPIC_ELSEWHERE");
    assertThat(fail(connection.using(existing(theirs.trail(), theirs.topic(), null)), 5).code())
        .isEqualTo("TOPIC_NOT_FOUND");
    try (S3Client s3 = customer.s3(connection)) {
      s3.deleteBucket(it -> it.bucket(theirs.bucket()));
    }
    assertThat(fail(connection.using(existing(theirs.trail(), null, null)), 6).code())
        .isEqualTo("BUCKET_NOT_FOUND");
  }

  @Test
  void shouldReadTheNewestLogFileOfAnOrganizationsTrailForOneAccount() {
    // Given
    Fixture account = customer.connectOrganization().alone();
    TheirTrails theirs = new TheirTrails(customer, account, account.account(), "audit");
    theirs.makeTopic();
    theirs.make(theirs.topic());
    theirs.makeOrganizations();
    Fixture connection = account.using(existing(theirs.trail(), null, null));
    control.provision(connection);
    assertThat(customer.asked(connection)).doesNotContain("s3:GetObject");
    String key = theirs.key(today() + "/a").replace("AWSLogs/", "AWSLogs/o-exampleorgid/");
    try (S3Client s3 = customer.s3(connection)) {
      s3.putObject(it -> it.bucket(theirs.bucket()).key(key), RequestBody.fromString("x"));
    }

    // When
    assertThatEveryLinkHolds(connection);

    // Then
    assertThat(customer.asked(connection)).contains("s3:GetObject");
  }

  @Test
  void shouldUseATrailOfAnotherRegionByItsShadow() {
    // Given
    Fixture connection = customer.connect();
    TheirTrails theirs = new TheirTrails(customer, connection, connection.account(), "");
    theirs.makeBucket("eu-central-1");
    Arn home = new Arn(theirs.trail().value().replace("eu-central-1", "us-west-2"));
    try (CloudTrailClient west = customer.cloudTrail(connection, "us-west-2")) {
      west.createTrail(
          it -> it.name("theirs").s3BucketName(theirs.bucket()).isMultiRegionTrail(true));
      west.startLogging(it -> it.name("theirs"));
    }
    connection = connection.using(existing(home, null, null));

    // When
    ConnectionReconciled result = control.provision(connection);

    // Then
    assertThat(result.inventory()).contains(new InventoryItem(TRAIL, home, false));
    assertThatTheSecondRunWritesNothing(connection, result);
    assertThatEveryLinkHolds(connection);
  }

  @Test
  void shouldLeaveAllOfTheirsAsItWasBefore() {
    assertThatARemovalRestores(customer.connect(), false);
    assertThatARemovalRestores(customer.connect(), true);
  }

  /** With an entry of theirs in the bucket's notification and a subscription of theirs beside. */
  private void assertThatARemovalRestores(Fixture account, boolean topic) {
    // Given
    TheirTrails theirs = new TheirTrails(customer, account, account.account(), "audit");
    theirs.makeTopic();
    theirs.make(topic ? theirs.topic() : null);
    notify(account, theirs, "invoices/", "theirs");
    Fixture connection = account.using(existing(theirs.trail(), null, null));
    String theirQueue =
        Arn.of(Partition.AWS, "sqs", "eu-central-1", account.account().value(), "their-queue")
            .value();
    try (SnsClient sns = customer.sns(account)) {
      sns.subscribe(it -> it.topicArn(theirs.topic().value()).protocol("sqs").endpoint(theirQueue));
    }
    String before = Snapshot.of(customer, connection);

    // When
    ConnectionReconciled provisioned = control.provision(connection);
    assertThat(Snapshot.of(customer, connection)).isNotEqualTo(before);
    Removal removal =
        accounts.remove(
            new Work(connection.id(), Fixture.TENANT, connection.spec(Forwarding.OFF), () -> true),
            true,
            provisioned.inventory());

    // Then
    assertThat(removal.left()).extracting(Leftover::kind).containsExactly(ROLE);
    assertThat(before).contains("their-queue", "invoices/", "TheirWrite");
    assertThat(Snapshot.of(customer, connection)).isEqualTo(before);
    System.out.println("a removal left " + before.lines().count() + " facts as they were");
  }

  private void notify(Fixture connection, TheirTrails theirs, String prefix, String id) {
    FilterRule below = FilterRule.builder().name("prefix").value(prefix).build();
    TopicConfiguration entry =
        TopicConfiguration.builder()
            .id(id)
            .topicArn(theirs.topic().value())
            .events(Event.S3_OBJECT_CREATED)
            .filter(it -> it.key(key -> key.filterRules(below)))
            .build();
    try (S3Client s3 = customer.s3(connection)) {
      s3.putBucketNotificationConfiguration(
          it ->
              it.bucket(theirs.bucket())
                  .notificationConfiguration(all -> all.topicConfigurations(entry)));
    }
  }

  private void putLogFile(AccountId owner, TheirTrails theirs) {
    try (S3Client s3 = customer.s3(Fixture.in(owner.value(), false))) {
      s3.putObject(
          it -> it.bucket(theirs.bucket()).key(theirs.key(today() + "/a")),
          RequestBody.fromString("x"));
    }
  }

  private void assertThatTheSecondRunWritesNothing(Fixture connection, ConnectionReconciled first) {
    assertThatTheSecondRunWritesNothing(connection, first, 2);
  }

  private void assertThatTheSecondRunWritesNothing(
      Fixture connection, ConnectionReconciled first, long generation) {
    control.state(connection, ConnectionStatus.ACTIVE, generation, true);
    customer.sandbox().forgetCalls();
    control.send(
        new UpdateConnection(
            connection.id(), Fixture.TENANT, generation, connection.spec(Forwarding.ON)));
    ConnectionReconciled second =
        control.result(connection, ConnectionReconciled.class, generation);
    assertThat(customer.writes()).isEmpty();
    assertThat(second.inventory()).isEqualTo(first.inventory());
  }

  private void assertThatEveryLinkHolds(Fixture connection) {
    Verification seen =
        accounts.verify(
            new Work(connection.id(), Fixture.TENANT, connection.spec(Forwarding.ON), () -> true));
    assertThat(seen.checks()).isNotEmpty().allMatch(it -> it.passed());
  }

  private ConnectionReconciled provision(Fixture connection, long generation) {
    command(connection, generation);
    return control.result(connection, ConnectionReconciled.class, generation);
  }

  private Finding fail(Fixture connection) {
    return fail(connection, 1);
  }

  private Finding fail(Fixture connection, long generation) {
    command(connection, generation);
    return control.result(connection, ProvisioningFailed.class, generation).finding();
  }

  private void command(Fixture connection, long generation) {
    control.state(connection, ConnectionStatus.PROVISIONING, generation, false);
    control.send(
        new ProvisionConnection(
            connection.id(), Fixture.TENANT, generation, connection.spec(Forwarding.ON)));
  }

  private List<Subscription> subscribers(Arn topic) {
    try (SnsClient sns = customer.sns(Fixture.in(topic.account(), false))) {
      return sns.listSubscriptionsByTopic(it -> it.topicArn(topic.value())).subscriptions();
    }
  }

  private static String today() {
    return DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC).format(Instant.now());
  }

  private static Resources.Existing existing(
      Arn trail, @Nullable Arn topic, @Nullable AccountId bucketAccount) {
    return new Resources.Existing(trail, topic, null, bucketAccount);
  }

  private static Partition partition(TheirTrails theirs) {
    return Partition.of(theirs.topic().partition());
  }

  private static List<ResourceKind> kinds(ConnectionReconciled result, boolean ours) {
    return result.inventory().stream()
        .filter(it -> it.ours() == ours)
        .map(InventoryItem::kind)
        .toList();
  }

  /** What the finding says is to be added, as the customer would copy it. */
  private static String statementsOf(Finding finding) {
    String document = finding.remedy().substring(finding.remedy().indexOf('{'));
    int from = document.indexOf('[') + 1;
    return document.substring(from, document.lastIndexOf(']'));
  }
}
