package io.trailbridge.testbed.aws;

import static io.trailbridge.testbed.aws.AwsEmulatorIT.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailbridge.testbed.aws.Subscriber.Received;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.S3KeyFilter;
import software.amazon.awssdk.services.s3.model.TopicConfiguration;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class BucketEventsIT {
  private static AwsEmulator emulator;
  private static Clients customer;

  private Subscriber subscriber;
  private SnsClient sns;
  private String topic;

  @BeforeAll
  static void start() {
    emulator = AwsEmulator.start();
    customer = new Clients(emulator.endpoint(), emulator.sandbox().administrator("222222222222"));
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @BeforeEach
  void subscribable() throws IOException {
    subscriber = new Subscriber();
    sns = customer.sns();
    topic = sns.createTopic(call -> call.name("t-" + UUID.randomUUID())).topicArn();
  }

  @AfterEach
  void close() {
    subscriber.close();
  }

  @Test
  void shouldBringBucketEventsAsS3WritesThem() {
    // Given
    String bucket = bucketNotifying();
    confirmed();

    // When
    customer
        .s3()
        .putObject(
            call -> call.bucket(bucket).key("AWSLogs/222 2+2/ü.json.gz"),
            RequestBody.fromString("abc"));
    customer
        .s3()
        .putObject(
            call -> call.bucket(bucket).key("other/x.json.gz"), RequestBody.fromString("abc"));

    // Then
    JsonNode message = awaitNotification().json();
    assertThat(message.path("Subject").asText()).isEqualTo("Amazon S3 Notification");
    JsonNode record = Json.read(message.path("Message").asText()).at("/Records/0");
    assertThat(record.at("/s3/object/key").asText()).isEqualTo("AWSLogs/222+2%2B2/%C3%BC.json.gz");
    assertThat(record.at("/s3/object/size").asLong()).isEqualTo(3);
    assertThat(record.at("/s3/object").has("versionId")).isFalse();
    assertThat(record.at("/s3/object/sequencer").asText()).isNotEmpty();
    assertThat(record.at("/s3/bucket/name").asText()).isEqualTo(bucket);
    assertThat(record.path("eventName").asText()).isEqualTo("ObjectCreated:Put");
    assertThat(record.at("/userIdentity/principalId").asText()).endsWith(":demo");
  }

  @Test
  void shouldNotTakeATopicThatS3MayNotPublishTo() {
    // Given
    String bucket = "b-" + UUID.randomUUID();
    customer.s3().createBucket(call -> call.bucket(bucket));

    // When
    // Then
    assertCode(
        "InvalidArgument",
        () ->
            customer
                .s3()
                .putBucketNotificationConfiguration(
                    call -> call.bucket(bucket).notificationConfiguration(toTopic())));
  }

  @Test
  void shouldNotTakeTwoEntriesForTheSameEvents() {
    // Given
    String bucket = bucketNotifying();
    TopicConfiguration whole =
        TopicConfiguration.builder().topicArn(topic).events(Event.S3_OBJECT_CREATED_PUT).build();

    // When
    NotificationConfiguration both =
        toTopic()
            .copy(
                more ->
                    more.topicConfigurations(toTopic().topicConfigurations().getFirst(), whole));

    // Then
    assertCode(
        "InvalidArgument",
        () ->
            customer
                .s3()
                .putBucketNotificationConfiguration(
                    call -> call.bucket(bucket).notificationConfiguration(both)));
  }

  @Test
  void shouldReachQueuesThatLetItIn() {
    // Given
    String url =
        customer.sqs().createQueue(call -> call.queueName("q-" + UUID.randomUUID())).queueUrl();
    String queue =
        customer
            .sqs()
            .getQueueAttributes(
                call -> call.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    sns.subscribe(call -> call.topicArn(topic).protocol("sqs").endpoint(queue));
    sns.publish(call -> call.topicArn(topic).message("shut out"));

    // When
    customer
        .sqs()
        .setQueueAttributes(
            call ->
                call.queueUrl(url)
                    .attributes(
                        Map.of(
                            QueueAttributeName.POLICY,
                            """
                            {"Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage",
                             "Resource":"%s","Condition":{"ArnEquals":{"aws:SourceArn":"%s"}}}]}"""
                                .formatted(queue, topic))));
    sns.publish(call -> call.topicArn(topic).message("let in"));

    // Then
    List<String> bodies =
        customer
            .sqs()
            .receiveMessage(call -> call.queueUrl(url).maxNumberOfMessages(10))
            .messages()
            .stream()
            .map(message -> Json.read(message.body()).path("Message").asText())
            .toList();
    assertThat(bodies).containsExactly("let in");
  }

  private String bucketNotifying() {
    String bucket = "b-" + UUID.randomUUID();
    customer.s3().createBucket(call -> call.bucket(bucket));
    sns.setTopicAttributes(
        call ->
            call.topicArn(topic)
                .attributeName("Policy")
                .attributeValue(
                    """
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sns:Publish",
                     "Resource":"%s","Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:s3:::%s"},"StringEquals":{"aws:SourceAccount":"222222222222"}}}]}"""
                        .formatted(topic, bucket)));
    customer
        .s3()
        .putBucketNotificationConfiguration(
            call -> call.bucket(bucket).notificationConfiguration(toTopic()));
    return bucket;
  }

  private NotificationConfiguration toTopic() {
    FilterRule rule = FilterRule.builder().name("prefix").value("AWSLogs/").build();
    TopicConfiguration entry =
        TopicConfiguration.builder()
            .topicArn(topic)
            .events(Event.S3_OBJECT_CREATED)
            .filter(filter -> filter.key(S3KeyFilter.builder().filterRules(rule).build()))
            .build();
    return NotificationConfiguration.builder().topicConfigurations(entry).build();
  }

  private Received awaitNotification() {
    return Awaitility.await()
        .until(() -> subscriber.ofType("Notification"), list -> !list.isEmpty())
        .getFirst();
  }

  private void confirmed() {
    sns.subscribe(call -> call.topicArn(topic).protocol("http").endpoint(subscriber.url()));
    Awaitility.await().until(() -> !subscriber.received.isEmpty());
    String token = subscriber.received.getFirst().json().path("Token").asText();
    sns.confirmSubscription(call -> call.topicArn(topic).token(token));
  }
}
