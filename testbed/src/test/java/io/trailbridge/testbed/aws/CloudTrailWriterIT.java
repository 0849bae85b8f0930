package io.trailbridge.testbed.aws;

import static io.trailbridge.testbed.aws.AwsEmulatorIT.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailbridge.testbed.aws.CloudTrailWriter.LoggingTrail;
import io.trailbridge.testbed.aws.CloudTrailWriter.Written;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

class CloudTrailWriterIT {
  private static AwsEmulator emulator;
  private static SandboxAws.Seeded seeded;
  private static Clients customer;

  private CloudTrailClient cloudTrail;
  private String bucket;
  private String trailArn;
  private String trailName;

  @BeforeAll
  static void start() {
    emulator = AwsEmulator.start();
    seeded = emulator.sandbox().seed();
    customer = new Clients(emulator.endpoint(), seeded.customer());
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @BeforeEach
  void bucket() {
    cloudTrail = customer.cloudTrail();
    bucket = "logs-" + UUID.randomUUID();
    trailName = bucket;
    trailArn = "arn:aws:cloudtrail:eu-central-1:222222222222:trail/" + trailName;
    customer.s3().createBucket(call -> call.bucket(bucket));
  }

  @AfterEach
  void deleteTrails() {
    cloudTrail
        .describeTrails()
        .trailList()
        .forEach(trail -> cloudTrail.deleteTrail(call -> call.name(trail.trailARN())));
  }

  @Test
  void shouldWriteIntoTheBucketsOfLoggingTrails() throws IOException {
    // Given
    allowCloudTrail("222222222222");
    cloudTrail.createTrail(call -> call.name(trailName).s3BucketName(bucket));
    CloudTrailWriter writer = CloudTrailWriter.of(emulator.sandbox(), 1);
    assertThat(writer.deliver("222222222222", 1, 10)).isEmpty();
    cloudTrail.startLogging(call -> call.name(trailArn));

    // When
    List<Written> written = writer.deliver("222222222222", 2, 10);

    // Then
    assertThat(written).hasSize(2).allMatch(Written::delivered);
    for (Written file : written) {
      ResponseBytes<GetObjectResponse> object =
          customer.s3().getObjectAsBytes(call -> call.bucket(bucket).key(file.key()));
      JsonNode records =
          Json.read(
              new GZIPInputStream(new ByteArrayInputStream(object.asByteArray())).readAllBytes());
      assertThat(records.path("Records").findValuesAsText("eventID"))
          .containsExactlyElementsOf(file.eventIds());
      assertThat(file.key())
          .matches(
              "AWSLogs/222222222222/CloudTrail/eu-central-1/\\d{4}/\\d\\d/\\d\\d/222222222222_CloudTrail_eu-central-1_\\d{8}T\\d{4}Z_\\w{16}\\.json\\.gz");
    }
    assertThat(cloudTrail.getTrailStatus(call -> call.name(trailArn)).latestDeliveryTime())
        .isNotNull();
  }

  @Test
  void shouldAskTheBucketsPolicyAtCreationAndAtEachDelivery() {
    // Given
    assertCode(
        "InsufficientS3BucketPolicyException",
        () -> cloudTrail.createTrail(call -> call.name(trailName).s3BucketName(bucket)));
    allowCloudTrail("222222222222");
    cloudTrail.createTrail(call -> call.name(trailName).s3BucketName(bucket));
    cloudTrail.startLogging(call -> call.name(trailName));

    // When
    customer.s3().deleteBucketPolicy(call -> call.bucket(bucket));
    List<Written> written =
        CloudTrailWriter.of(emulator.sandbox(), 1).deliver("222222222222", 1, 3);

    // Then
    assertThat(written).extracting(Written::refusal).containsExactly("AccessDenied");
    assertThat(cloudTrail.getTrailStatus(call -> call.name(trailName)).latestDeliveryError())
        .isEqualTo("AccessDenied");
  }

  @Test
  void shouldWriteForEveryAccountOfAnOrganization() {
    // Given
    allowCloudTrail("222222222222", seeded.organizationId());
    assertCode(
        "CloudTrailAccessNotEnabledException",
        () ->
            cloudTrail.createTrail(
                call ->
                    call.name(trailName)
                        .s3BucketName(bucket)
                        .isMultiRegionTrail(true)
                        .isOrganizationTrail(true)));
    customer
        .organizations()
        .enableAWSServiceAccess(call -> call.servicePrincipal("cloudtrail.amazonaws.com"));
    cloudTrail.createTrail(
        call ->
            call.name(trailName)
                .s3BucketName(bucket)
                .isMultiRegionTrail(true)
                .isOrganizationTrail(true));
    cloudTrail.startLogging(call -> call.name(trailName));

    // When
    List<Written> written = CloudTrailWriter.of(emulator.sandbox(), 1).deliverEverywhere(1, 4);

    // Then
    assertThat(written)
        .allMatch(Written::delivered)
        .extracting(Written::account)
        .containsExactlyInAnyOrder("222222222222", "333333333333", "444444444444");
    assertThat(written)
        .allMatch(
            file ->
                file.key()
                    .startsWith(
                        "AWSLogs/"
                            + seeded.organizationId()
                            + "/"
                            + file.account()
                            + "/CloudTrail/"));
    Clients member =
        new Clients(emulator.endpoint(), emulator.sandbox().administrator("333333333333"));
    assertThat(member.cloudTrail().describeTrails().trailList())
        .extracting(trail -> trail.trailARN())
        .containsExactly(trailArn);
  }

  @Test
  void shouldNotMakeAnOrganizationTrailForAMember() {
    // Given
    Clients member =
        new Clients(emulator.endpoint(), emulator.sandbox().administrator("333333333333"));

    // When
    // Then
    assertCode(
        "NotOrganizationMasterAccountException",
        () ->
            member
                .cloudTrail()
                .createTrail(
                    call -> call.name(trailName).s3BucketName(bucket).isOrganizationTrail(true)));
  }

  @Test
  void shouldLetADelegatedAdministratorMakeTrailsThatLiveInTheManagementAccount() {
    // Given
    SandboxAws sandbox = emulator.sandbox();
    String organization = sandbox.organization("666666666661", List.of("666666666662"));
    Clients management = new Clients(emulator.endpoint(), sandbox.administrator("666666666661"));
    Clients delegate = new Clients(emulator.endpoint(), sandbox.administrator("666666666662"));
    management
        .organizations()
        .enableAWSServiceAccess(call -> call.servicePrincipal("cloudtrail.amazonaws.com"));
    trailArn = trailArn.replace("222222222222", "666666666661");
    allowCloudTrail("666666666661", organization);

    // When
    assertCode(
        "AccessDeniedException",
        () ->
            delegate
                .organizations()
                .listDelegatedAdministrators(
                    call -> call.servicePrincipal("cloudtrail.amazonaws.com")));
    management
        .cloudTrail()
        .registerOrganizationDelegatedAdmin(call -> call.memberAccountId("666666666662"));
    String trail =
        delegate
            .cloudTrail()
            .createTrail(
                call ->
                    call.name(trailName)
                        .s3BucketName(bucket)
                        .isMultiRegionTrail(true)
                        .isOrganizationTrail(true))
            .trailARN();
    delegate.cloudTrail().startLogging(call -> call.name(trail));

    // Then
    assertThat(trail).contains(":666666666661:");
    assertThat(management.cloudTrail().getTrailStatus(call -> call.name(trail)).isLogging())
        .isTrue();
    assertThat(
            delegate
                .organizations()
                .listDelegatedAdministrators(
                    call -> call.servicePrincipal("cloudtrail.amazonaws.com"))
                .delegatedAdministrators())
        .extracting(it -> it.id())
        .containsExactly("666666666662");
    delegate.cloudTrail().deleteTrail(call -> call.name(trail));
    assertThat(management.cloudTrail().describeTrails().trailList()).isEmpty();
  }

  @Test
  void shouldDeliverAtLeastOnce() {
    // Given
    allowCloudTrail("222222222222");
    cloudTrail.createTrail(call -> call.name(trailName).s3BucketName(bucket));
    cloudTrail.startLogging(call -> call.name(trailName));
    CloudTrailWriter writer = CloudTrailWriter.of(emulator.sandbox(), 1);
    LoggingTrail trail = writer.trails().getFirst();
    Written first = writer.deliver(trail, "222222222222", "us-east-1", 5);

    // When
    Written sameKey = writer.deliverAgain(first);
    Written sameEvents = writer.deliverEventsAgain(first);
    writer.deliverDigest(trail, "222222222222");

    // Then
    assertThat(sameKey.key()).isEqualTo(first.key());
    assertThat(sameEvents.key()).isNotEqualTo(first.key());
    assertThat(sameEvents.eventIds()).isEqualTo(first.eventIds());
    assertThat(customer.s3().listObjectsV2(call -> call.bucket(bucket)).contents())
        .hasSize(3)
        .anyMatch(object -> object.key().contains("/CloudTrail-Digest/"));
    assertThat(cloudTrail.getTrailStatus(call -> call.name(trailName)).latestDigestDeliveryTime())
        .isNotNull();
  }

  @Test
  void shouldNotifyTheTrailsOwnTopic() throws IOException {
    // Given
    allowCloudTrail("222222222222");
    String topic = customer.sns().createTopic(call -> call.name(trailName)).topicArn();
    assertCode(
        "InsufficientSnsTopicPolicyException",
        () ->
            cloudTrail.createTrail(
                call -> call.name(trailName).s3BucketName(bucket).snsTopicName(topic)));
    customer
        .sns()
        .setTopicAttributes(
            call ->
                call.topicArn(topic)
                    .attributeName("Policy")
                    .attributeValue(
                        """
                        {"Statement":[{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"SNS:Publish",
                         "Resource":"%s","Condition":{"StringEquals":{"aws:SourceArn":"%s"}}}]}"""
                            .formatted(topic, trailArn)));
    try (Subscriber subscriber = new Subscriber()) {
      customer
          .sns()
          .subscribe(call -> call.topicArn(topic).protocol("http").endpoint(subscriber.url()));
      Awaitility.await().until(() -> !subscriber.received.isEmpty());
      String token = subscriber.received.getFirst().json().path("Token").asText();
      customer.sns().confirmSubscription(call -> call.topicArn(topic).token(token));

      // When
      String answered =
          cloudTrail
              .createTrail(
                  call -> call.name(trailName).s3BucketName(bucket).snsTopicName(trailName))
              .snsTopicARN();
      cloudTrail.startLogging(call -> call.name(trailName));
      Written written =
          CloudTrailWriter.of(emulator.sandbox(), 1).deliver("222222222222", 1, 2).getFirst();

      // Then
      assertThat(answered).isEqualTo(topic);
      Awaitility.await().until(() -> subscriber.ofType("Notification").size() == 2);
      assertThat(subscriber.ofType("Notification"))
          .extracting(received -> received.json().path("Message").asText())
          .containsExactlyInAnyOrder(
              "CloudTrail validation message.",
              "{\"s3Bucket\":\"" + bucket + "\",\"s3ObjectKey\":[\"" + written.key() + "\"]}");
    }
  }

  private void allowCloudTrail(String... folders) {
    StringBuilder resources = new StringBuilder();
    for (String folder : folders) {
      resources
          .append(resources.isEmpty() ? "" : ",")
          .append("\"arn:aws:s3:::")
          .append(bucket)
          .append("/AWSLogs/")
          .append(folder)
          .append("/*\"");
    }
    String condition = "{\"StringEquals\":{\"aws:SourceArn\":\"" + trailArn + "\"}}";
    customer
        .s3()
        .putBucketPolicy(
            call ->
                call.bucket(bucket)
                    .policy(
                        """
                        {"Version":"2012-10-17","Statement":[
                         {"Sid":"Acl","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:GetBucketAcl","Resource":"arn:aws:s3:::%s","Condition":%s},
                         {"Sid":"Write","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":[%s],"Condition":%s},
                         {"Sid":"Tls","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::%s","arn:aws:s3:::%s/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}"""
                            .formatted(bucket, condition, resources, condition, bucket, bucket)));
  }
}
