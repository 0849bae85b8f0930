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
import io.trailbridge.contracts.provisioning.AwsCall;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ProvisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.UpdateConnection;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ProvisioningFailed;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.TopicConfiguration;
import software.amazon.awssdk.services.sns.SnsClient;

@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class ProvisioningIT {
  @Inject ControlPlane control;
  @Inject Customer customer;

  @Test
  void shouldMakeEverythingThatASingleAccountNeeds() {
    // Given
    Fixture connection = customer.connect();

    // When
    ConnectionReconciled result = control.provision(connection);

    // Then
    System.out.println(
        "provisioning took " + result.awsCalls() + " AWS calls, " + result.durationMs() + " ms");
    assertThat(result.provisioned()).isTrue();
    assertThat(result.forwarding()).isEqualTo(Forwarding.ON);
    assertThat(result.findings()).isEmpty();
    assertThat(result.awsCalls()).isLessThanOrEqualTo(25);
    AwsCall slowest = Objects.requireNonNull(result.slowestCall());
    assertThat(slowest.operation()).isNotBlank();
    assertThat(slowest.millis()).isBetween(0L, result.durationMs());
    assertThat(result.inventory())
        .extracting(InventoryItem::kind)
        .containsExactly(ROLE, BUCKET, TOPIC, NOTIFICATION, TRAIL, SUBSCRIPTION);
    assertThat(result.inventory()).allMatch(InventoryItem::ours);
    assertThatTrailLogs(connection, false);
    assertThatTopicIsOurs(connection);
    assertThatBucketIsClosed(connection);
    assertThat(customer.subscriptions(connection))
        .singleElement()
        .matches(it -> it.subscriptionArn().startsWith("arn:aws:sns:"))
        .matches(
            it -> it.endpoint().endsWith("/v1/connections/" + connection.id() + "/notifications"));
  }

  @Test
  void shouldMakeAnOrganizationsTrailInTheManagementAccount() {
    // Given
    customer.trustCloudTrail();
    Fixture connection = customer.connect(Customer.ACCOUNT, true);

    // When
    ConnectionReconciled result = control.provision(connection);

    // Then
    System.out.println("provisioning an organization took " + result.awsCalls() + " AWS calls");
    assertThat(result.organizationId()).startsWith("o-");
    assertThatTrailLogs(connection, true);
    try (S3Client s3 = customer.s3(connection)) {
      assertThat(s3.getBucketPolicy(it -> it.bucket(connection.bucket())).policy())
          .contains("/AWSLogs/" + result.organizationId() + "/*")
          .contains("/AWSLogs/" + Customer.ACCOUNT + "/*");
    }
  }

  @Test
  void shouldTellAnAccountThatDoesNotManageItsOrganization() {
    // Given
    Fixture connection = customer.connect(Customer.MEMBER, true);

    // When
    ProvisioningFailed result = fail(connection);

    // Then
    assertThat(result.finding().code()).isEqualTo("ORGANIZATION_NOT_MANAGEMENT_ACCOUNT");
  }

  @Test
  void shouldWriteNothingWhereNothingDiffers() {
    // Given
    Fixture connection = customer.connect();
    ConnectionReconciled first = control.provision(connection);
    control.state(connection, ConnectionStatus.ACTIVE, 2, true);
    customer.sandbox().forgetCalls();

    // When
    control.send(
        new UpdateConnection(connection.id(), Fixture.TENANT, 2, connection.spec(Forwarding.ON)));
    ConnectionReconciled second = control.result(connection, ConnectionReconciled.class, 2);

    // Then
    System.out.println("the second run took " + second.awsCalls() + " AWS calls");
    assertThat(customer.writes()).isEmpty();
    assertThat(second.inventory()).isEqualTo(first.inventory());
  }

  @Test
  void shouldKeepWhatElseTheCustomerHasTheTrailRecord() {
    // Given
    Fixture connection = customer.connect();
    control.provision(connection);
    String trail = connection.names().trailArn().value();
    AdvancedEventSelector data =
        selector(field("eventCategory", "Data"), field("resources.type", "AWS::S3::Object"));
    AdvancedEventSelector reads =
        selector(field("eventCategory", "Management"), field("readOnly", "true"));
    try (CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
      cloudTrail.putEventSelectors(it -> it.trailName(trail).advancedEventSelectors(data, reads));
    }

    // When
    control.resume(connection, 2);

    // Then
    try (CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
      assertThat(cloudTrail.getEventSelectors(it -> it.trailName(trail)).advancedEventSelectors())
          .hasSize(2)
          .contains(data)
          .anyMatch(
              it -> it.fieldSelectors().equals(List.of(field("eventCategory", "Management"))));
    }
  }

  private static AdvancedEventSelector selector(AdvancedFieldSelector... fields) {
    return AdvancedEventSelector.builder().fieldSelectors(fields).build();
  }

  private static AdvancedFieldSelector field(String name, String value) {
    return AdvancedFieldSelector.builder().field(name).equalsValue(value).build();
  }

  @Test
  void shouldNotUseARoleThatLetsStrangersIn() {
    // Given
    Fixture connection = Fixture.anywhere();
    customer.createRole(connection, null);
    customer.sandbox().forgetCalls();

    // When
    ProvisioningFailed result = fail(connection);

    // Then
    assertThat(result.finding().code()).isEqualTo("CONFUSED_DEPUTY");
    assertThat(customer.writes()).isEmpty();
  }

  @Test
  void shouldTellARoleThatAsksForAnotherExternalId() {
    // Given
    Fixture connection = Fixture.anywhere();
    customer.createRole(connection, "somebody-elses");

    // When
    ProvisioningFailed result = fail(connection);

    // Then
    assertThat(result.finding().code()).isEqualTo("ROLE_NOT_ASSUMABLE");
    assertThat(result.finding().remedy()).isNotBlank();
  }

  @Test
  void shouldCarryOnWhereAwsThrottles() {
    // Given
    Fixture connection = customer.connect();
    String account = connection.account().value();
    customer.sandbox().fault(account, "sns", "CreateTopic", "THROTTLE", 0, 4);
    customer.sandbox().fault(account, "cloudtrail", "StartLogging", "ERROR", 0, 2);

    // When
    ConnectionReconciled result = control.provision(connection);

    // Then
    assertThat(result.provisioned()).isTrue();
    assertThatTrailLogs(connection, false);
  }

  @Test
  void shouldCarryOnWhereEveryAnswerToAWriteIsLost() {
    // Given
    Fixture connection = customer.connect();
    String account = connection.account().value();
    for (String write :
        List.of(
            "s3 CreateBucket",
            "s3 PutBucketTagging",
            "s3 PutBucketPolicy",
            "s3 PutBucketNotificationConfiguration",
            "sns CreateTopic",
            "sns Subscribe",
            "cloudtrail CreateTrail",
            "cloudtrail StartLogging")) {
      String[] call = write.split(" ", 2);
      customer.sandbox().fault(account, call[0], call[1], "DROP_REPLY", 0, 1);
    }

    // When
    ConnectionReconciled result = control.provision(connection);

    // Then
    assertThat(result.inventory()).hasSize(6);
    assertThatTrailLogs(connection, false);
    assertThat(customer.subscriptions(connection)).hasSize(1);
    customer.sandbox().clearFaults();
  }

  @Test
  void shouldNotTakeOverWhatIsSomebodyElses() {
    // Given
    Tag theirs = Tag.builder().key("team").value("theirs").build();
    Fixture bucket = customer.connect();
    try (S3Client s3 = customer.s3(bucket)) {
      s3.createBucket(
          it ->
              it.bucket(bucket.bucket())
                  .createBucketConfiguration(c -> c.locationConstraint("eu-central-1")));
      s3.putBucketTagging(it -> it.bucket(bucket.bucket()).tagging(t -> t.tagSet(theirs)));
    }
    Fixture topic = customer.connect();
    try (SnsClient sns = customer.sns(topic)) {
      sns.createTopic(it -> it.name(topic.names().name()));
    }
    Fixture notified = customer.connect();
    control.provision(notified);
    giveTheNotificationToSomebodyElse(notified);

    // When / Then
    assertThat(fail(bucket).finding().code()).isEqualTo("BUCKET_NOT_OURS");
    assertThat(fail(topic).finding().code()).isEqualTo("TOPIC_NOT_OURS");
    control.state(notified, ConnectionStatus.ACTIVE, 2, true);
    control.send(
        new UpdateConnection(notified.id(), Fixture.TENANT, 2, notified.spec(Forwarding.ON)));
    assertThat(control.result(notified, ProvisioningFailed.class, 2).finding().code())
        .isEqualTo("NOTIFICATION_CONFLICT");
  }

  private void giveTheNotificationToSomebodyElse(Fixture connection) {
    try (S3Client s3 = customer.s3(connection)) {
      TopicConfiguration theirs =
          s3
              .getBucketNotificationConfiguration(it -> it.bucket(connection.bucket()))
              .topicConfigurations()
              .getFirst()
              .toBuilder()
              .id("theirs")
              .build();
      s3.putBucketNotificationConfiguration(
          it ->
              it.bucket(connection.bucket())
                  .notificationConfiguration(n -> n.topicConfigurations(theirs)));
    }
  }

  private ProvisioningFailed fail(Fixture connection) {
    control.state(connection, ConnectionStatus.PROVISIONING, 1, false);
    control.send(
        new ProvisionConnection(
            connection.id(), Fixture.TENANT, 1, connection.spec(Forwarding.ON)));
    return control.result(connection, ProvisioningFailed.class, 1);
  }

  private void assertThatTrailLogs(Fixture connection, boolean organization) {
    String arn = connection.names().trailArn().value();
    try (CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
      Trail trail = cloudTrail.getTrail(it -> it.name(arn)).trail();
      assertThat(trail.s3BucketName()).isEqualTo(connection.bucket());
      assertThat(trail.isMultiRegionTrail()).isTrue();
      assertThat(trail.logFileValidationEnabled()).isTrue();
      assertThat(Boolean.TRUE.equals(trail.isOrganizationTrail())).isEqualTo(organization);
      assertThat(cloudTrail.getTrailStatus(it -> it.name(arn)).isLogging()).isTrue();
    }
  }

  private void assertThatTopicIsOurs(Fixture connection) {
    String arn = connection.names().topicArn().value();
    try (SnsClient sns = customer.sns(connection)) {
      assertThat(sns.getTopicAttributes(it -> it.topicArn(arn)).attributes())
          .containsEntry("SignatureVersion", "2")
          .hasEntrySatisfying("Policy", it -> assertThat(it).contains("s3.amazonaws.com"));
      assertThat(sns.listTagsForResource(it -> it.resourceArn(arn)).tags())
          .anyMatch(
              it ->
                  it.key().equals("trailbridge:connection")
                      && it.value().equals(connection.id().toString()));
    }
  }

  private void assertThatBucketIsClosed(Fixture connection) {
    String bucket = connection.bucket();
    try (S3Client s3 = customer.s3(connection)) {
      assertThat(
              s3.getPublicAccessBlock(it -> it.bucket(bucket))
                  .publicAccessBlockConfiguration()
                  .restrictPublicBuckets())
          .isTrue();
      assertThat(s3.getBucketPolicy(it -> it.bucket(bucket)).policy())
          .contains("aws:SecureTransport")
          .contains(connection.names().trailArn().value());
      assertThat(
              s3.getBucketLifecycleConfiguration(it -> it.bucket(bucket)).rules().stream()
                  .anyMatch(it -> it.expiration() != null && it.expiration().days() == 90))
          .isTrue();
      assertThat(
              s3.getBucketNotificationConfiguration(it -> it.bucket(bucket)).topicConfigurations())
          .singleElement()
          .matches(it -> it.topicArn().equals(connection.names().topicArn().value()));
      assertThat(s3.getBucketLocation(it -> it.bucket(bucket)).locationConstraintAsString())
          .isEqualTo(connection.region().value());
    }
  }
}
