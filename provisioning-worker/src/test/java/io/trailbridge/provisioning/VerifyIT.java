package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.VerifyConnection;
import io.trailbridge.contracts.provisioning.ProvisioningResult;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionVerified;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.CheckCode;
import io.trailbridge.provisioning.connection.domain.LogKey;
import io.trailbridge.provisioning.connection.domain.Verification;
import io.trailbridge.testbed.aws.CloudTrailWriter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class VerifyIT {
  @Inject ControlPlane control;
  @Inject Customer customer;
  @Inject CustomerAccounts accounts;

  @Test
  void shouldFindEveryLinkWhole() {
    // Given
    Fixture connection = provisioned();
    String today =
        DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC).format(Instant.now());
    customer.putLogFile(connection, today + "/a", LogFiles.of(List.of("{}")));
    customer.sandbox().forgetCalls();

    // When
    Verification result = verify(connection);

    // Then
    assertThat(result.health()).isEqualTo(Health.HEALTHY);
    assertThat(result.checks()).allMatch(Check::passed);
    assertThat(result.checks())
        .extracting(Check::code)
        .containsSubsequence(
            Arrays.stream(CheckCode.values())
                .filter(it -> it != CheckCode.DELIVERY_FRESH)
                .filter(it -> !it.name().startsWith("FORWARDER_"))
                .map(Enum::name)
                .toList());
    assertThat(customer.writes()).isEmpty();
  }

  @Test
  void shouldReadAFileOfTheLastHourAndNoneOfTheMorning() {
    // Given
    Fixture connection = provisioned();
    Instant now = Instant.now();
    String day = DateTimeFormatter.ofPattern("yyyy/MM/dd/").withZone(ZoneOffset.UTC).format(now);
    String morning = LogKey.fileName(connection.account(), connection.region(), Instant.EPOCH);
    String noon = LogKey.fileName(connection.account(), connection.region(), now);
    byte[] file = LogFiles.of(List.of("{}"));
    String refused = customer.putLogFile(connection, day + noon + "00Z_a", file);
    customer.putLogFile(connection, day + morning + "00Z_a", file);
    deny(connection, refused);

    // When
    Verification result = verify(connection);

    // Then
    assertThat(failed(result)).contains("NEWEST_OBJECT_READABLE");
  }

  private void deny(Fixture connection, String key) {
    String bucket = connection.bucket();
    try (S3Client s3 = customer.s3(connection)) {
      String policy = s3.getBucketPolicy(it -> it.bucket(bucket)).policy();
      String denial =
          """
          "Statement":[{"Sid":"Theirs","Effect":"Deny","Principal":"*","Action":"s3:GetObject",
           "Resource":"arn:aws:s3:::%s/%s"},"""
              .formatted(bucket, key);
      s3.putBucketPolicy(
          it -> it.bucket(bucket).policy(policy.replaceFirst("\"Statement\":\\s*\\[", denial)));
    }
  }

  @Test
  void shouldLookAtTheForwarderInPlaceOfTheFiles() {
    // Given
    Fixture connection = customer.connectPushing();
    control.provision(connection);
    customer.sandbox().forgetCalls();

    // When
    Verification result = verify(connection);

    // Then
    assertThat(result.health()).isEqualTo(Health.HEALTHY);
    assertThat(result.checks())
        .extracting(Check::code)
        .containsSubsequence(
            "TOPIC_POLICY",
            "FORWARDER_ROLE",
            "FORWARDER_QUEUE",
            "FORWARDER_FUNCTION",
            "FORWARDER_MAPPING",
            "SUBSCRIPTION_CONFIRMED")
        .doesNotContain("NEWEST_OBJECT_READABLE");
    assertThat(customer.writes()).isEmpty();
  }

  @Test
  void shouldSayWhereAKeyHidesTheForwardersEnvironment() {
    // Given
    Fixture plain = customer.connectPushing();
    Fixture connection = plain.using(new Resources.New(customer.createKey(plain), 90));
    customer.createForwarderRole(connection);
    control.provision(connection);

    // When
    Verification result = verify(connection);

    // Then
    assertThat(result.health()).isEqualTo(Health.HEALTHY);
    assertThat(result.checks())
        .filteredOn(it -> it.code().equals("FORWARDER_FUNCTION"))
        .singleElement()
        .matches(it -> it.message().contains("hides its environment"));
  }

  @Test
  void shouldTellATrailThatWasStopped() {
    // Given
    Fixture connection = provisioned();
    try (CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
      String trail = connection.names().trailArn().value();
      cloudTrail.stopLogging(it -> it.name(trail));
    }

    // When
    Verification result = verify(connection);

    // Then
    assertThat(result.health()).isEqualTo(Health.LOST);
    assertThat(failed(result)).containsExactly("TRAIL_LOGGING");
    assertThat(result.checks()).allMatch(it -> it.passed() || it.remedy() != null);
  }

  @Test
  void shouldTakeTheDigestOfAQuietAccountForADelivery() {
    // Given
    Fixture connection = provisioned();
    assertThat(verify(connection).lastDeliveryAt()).isNull();

    // When
    cloudTrail().deliverDigest(trailOf(connection), connection.account().value());
    Verification result = verify(connection);

    // Then
    assertThat(result.health()).isEqualTo(Health.HEALTHY);
    assertThat(result.lastDeliveryAt()).isNotNull();
    assertThat(result.checks())
        .filteredOn(it -> it.code().equals("DELIVERY_FRESH"))
        .singleElement()
        .matches(Check::passed);
  }

  @Test
  void shouldTellWhatCloudTrailCouldNotDeliverUntilItCan() {
    // Given
    Fixture connection = provisioned();
    CloudTrailWriter.LoggingTrail trail = trailOf(connection);
    String account = connection.account().value();
    try (S3Client s3 = customer.s3(connection)) {
      String policy = s3.getBucketPolicy(it -> it.bucket(connection.bucket())).policy();
      s3.deleteBucketPolicy(it -> it.bucket(connection.bucket()));
      assertThat(cloudTrail().deliver(trail, account, trail.region(), 1).refusal())
          .isEqualTo("AccessDenied");
      s3.putBucketPolicy(it -> it.bucket(connection.bucket()).policy(policy));
    }

    // When
    Verification before = verify(connection);
    cloudTrail().deliver(trail, account, trail.region(), 1);
    Verification after = verify(connection);

    // Then
    assertThat(before.health()).isEqualTo(Health.LOST);
    assertThat(failed(before)).containsExactly("TRAIL_DELIVERING");
    assertThat(before.checks())
        .filteredOn(it -> it.code().equals("TRAIL_DELIVERING"))
        .extracting(Check::message)
        .containsExactly("CloudTrail reports AccessDenied.");
    assertThat(after.health()).isEqualTo(Health.HEALTHY);
  }

  @Test
  void shouldTellARoleThatIsGone() {
    // Given
    Fixture connection = Fixture.anywhere();
    control.state(connection, ConnectionStatus.ACTIVE, 1, true);

    // When
    Verification result = verify(connection);

    // Then
    assertThat(result.health()).isEqualTo(Health.LOST);
    assertThat(failed(result)).containsExactly("ROLE_ASSUMABLE");
  }

  @Test
  void shouldTellWhatWasTakenAwayFromBucketAndTopic() {
    // Given
    Fixture connection = provisioned();
    try (S3Client s3 = customer.s3(connection)) {
      s3.deleteBucketPolicy(it -> it.bucket(connection.bucket()));
      s3.putBucketNotificationConfiguration(
          it -> it.bucket(connection.bucket()).notificationConfiguration(n -> n.build()));
    }
    try (var sns = customer.sns(connection)) {
      customer
          .subscriptions(connection)
          .forEach(one -> sns.unsubscribe(it -> it.subscriptionArn(one.subscriptionArn())));
    }

    // When
    Verification result = verify(connection);

    // Then
    assertThat(failed(result))
        .containsExactly("BUCKET_POLICY", "NOTIFICATION", "SUBSCRIPTION_CONFIRMED");
  }

  @Test
  void shouldTellWhatItFoundAndMendWhatIsOurs() {
    // Given
    Fixture connection = provisioned();
    try (CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
      String trail = connection.names().trailArn().value();
      cloudTrail.stopLogging(it -> it.name(trail));
    }

    // When
    control.send(
        new VerifyConnection(connection.id(), Fixture.TENANT, 2, connection.spec(Forwarding.ON)));
    List<ProvisioningResult> results =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    control.results(connection).stream()
                        .filter(it -> it instanceof ConnectionVerified)
                        .toList(),
                it -> it.size() == 2);

    // Then
    ConnectionVerified found = (ConnectionVerified) results.getFirst();
    ConnectionVerified mended = (ConnectionVerified) results.getLast();
    assertThat(found.health()).isEqualTo(Health.LOST);
    assertThat(mended.health()).isEqualTo(Health.HEALTHY);
    assertThat(mended.checks())
        .filteredOn(it -> it.code().equals("TRAIL_LOGGING"))
        .extracting(Check::message)
        .containsExactly("Mended. Logging was stopped.");
  }

  @Test
  void shouldSayNothingForCertainWhereAwsThrottles() {
    // Given
    Fixture connection = provisioned();
    customer
        .sandbox()
        .fault(connection.account().value(), "cloudtrail", "DescribeTrails", "THROTTLE", 0, 1000);

    // When
    Verification result = verify(connection);
    customer.sandbox().clearFaults();

    // Then
    assertThat(result.health()).isEqualTo(Health.UNKNOWN);
    assertThat(failed(result)).isEmpty();
  }

  @Test
  void shouldTellARoleThatLetsStrangersInEachTimeItIsAsked() {
    // Given
    Fixture connection = Fixture.anywhere();
    customer.createRole(connection, null);
    control.state(connection, ConnectionStatus.ACTIVE, 1, true);
    Work work = work(connection);

    // When
    Verification first = accounts.verify(work);
    Verification second = accounts.verify(work);

    // Then
    for (Verification result : List.of(first, second)) {
      assertThat(result.checks())
          .last()
          .matches(it -> it.code().equals("EXTERNAL_ID_ENFORCED") && !it.passed());
    }
  }

  private CloudTrailWriter cloudTrail() {
    return CloudTrailWriter.of(customer.sandbox(), 1);
  }

  private CloudTrailWriter.LoggingTrail trailOf(Fixture connection) {
    String arn = connection.names().trailArn().value();
    return cloudTrail().trails().stream()
        .filter(it -> it.arn().equals(arn))
        .findFirst()
        .orElseThrow();
  }

  private Fixture provisioned() {
    Fixture connection = customer.connect();
    control.provision(connection);
    control.state(connection, ConnectionStatus.ACTIVE, 2, true);
    return connection;
  }

  private Verification verify(Fixture connection) {
    return accounts.verify(work(connection));
  }

  private static Work work(Fixture connection) {
    return new Work(connection.id(), Fixture.TENANT, connection.spec(Forwarding.ON), () -> true);
  }

  private static List<String> failed(Verification result) {
    return result.checks().stream().filter(it -> !it.passed()).map(Check::code).toList();
  }
}
