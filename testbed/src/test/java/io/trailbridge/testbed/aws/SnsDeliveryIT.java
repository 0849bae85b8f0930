package io.trailbridge.testbed.aws;

import static io.trailbridge.testbed.aws.AwsEmulatorIT.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailbridge.testbed.aws.Subscriber.Received;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.S3KeyFilter;
import software.amazon.awssdk.services.s3.model.TopicConfiguration;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class SnsDeliveryIT {
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

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void shouldSignWhatItDelivers(String version) throws Exception {
    // Given
    sns.setTopicAttributes(
        call -> call.topicArn(topic).attributeName("SignatureVersion").attributeValue(version));
    confirmed();

    // When
    sns.publish(call -> call.topicArn(topic).subject("Sübject").message("line\nhéllo"));

    // Then
    Received notification = awaitOne("Notification");
    assertThat(notification.headers().getFirst("Content-Type"))
        .isEqualTo("text/plain; charset=UTF-8");
    assertThat(notification.headers().getFirst("x-amz-sns-topic-arn")).isEqualTo(topic);
    assertThat(notification.headers().getFirst("x-amz-sns-subscription-arn"))
        .startsWith(topic + ":");
    JsonNode message = notification.json();
    assertThat(message.path("Message").asText()).isEqualTo("line\nhéllo");
    assertThat(message.path("SignatureVersion").asText()).isEqualTo(version);
    assertThat(
            verifies(message, "Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"))
        .isTrue();
    assertThat(verifies(message, "Message", "MessageId", "Timestamp", "TopicArn", "Type"))
        .isFalse();
    assertThat(
            verifies(
                subscriber.ofType("SubscriptionConfirmation").getFirst().json(),
                "Message",
                "MessageId",
                "SubscribeURL",
                "Timestamp",
                "Token",
                "TopicArn",
                "Type"))
        .isTrue();
  }

  @Test
  void shouldDeliverNothingBeforeTheSubscriptionIsConfirmed() {
    // Given
    String answer = subscribe();
    Received offer = awaitOne("SubscriptionConfirmation");
    sns.publish(call -> call.topicArn(topic).message("too early"));
    assertThat(answer).isEqualTo("pending confirmation");
    assertThat(listed().subscriptionArn()).isEqualTo("PendingConfirmation");

    // When
    assertCode(
        "InvalidParameter",
        () -> sns.confirmSubscription(call -> call.topicArn(topic).token("wrong")));
    String arn =
        sns.confirmSubscription(
                call ->
                    call.topicArn(topic)
                        .token(offer.json().path("Token").asText())
                        .authenticateOnUnsubscribe("true"))
            .subscriptionArn();
    sns.publish(call -> call.topicArn(topic).message("in time"));

    // Then
    assertThat(awaitOne("Notification").json().path("Message").asText()).isEqualTo("in time");
    assertThat(listed().subscriptionArn()).isEqualTo(arn);
    assertThat(sns.getSubscriptionAttributes(call -> call.subscriptionArn(arn)).attributes())
        .containsEntry("PendingConfirmation", "false")
        .containsEntry("ConfirmationWasAuthenticated", "true")
        .containsEntry("Endpoint", subscriber.url());
    assertThat(subscribe()).isEqualTo(arn);
  }

  @Test
  void shouldKeepAPendingSubscriptionUntilItIsConfirmed() {
    // Given
    String arn =
        sns.subscribe(
                call ->
                    call.topicArn(topic)
                        .protocol("http")
                        .endpoint(subscriber.url())
                        .returnSubscriptionArn(true))
            .subscriptionArn();

    // When
    Map<String, String> attributes =
        sns.getSubscriptionAttributes(call -> call.subscriptionArn(arn)).attributes();

    // Then
    assertThat(attributes).containsEntry("PendingConfirmation", "true");
    assertCode("InvalidParameter", () -> sns.unsubscribe(call -> call.subscriptionArn(arn)));
  }

  @Test
  void shouldComeAgainAfterAnErrorOfTheServerOnly() {
    // Given
    confirmed();

    // When
    subscriber.failures.set(2);
    sns.publish(call -> call.topicArn(topic).message("busy"));

    // Then
    Awaitility.await().until(() -> subscriber.ofType("Notification").size() == 3);
    subscriber.failureStatus = 404;
    subscriber.failures.set(1);
    sns.publish(call -> call.topicArn(topic).message("gone"));
    Awaitility.await().until(() -> subscriber.ofType("Notification").size() == 4);
    sns.publish(call -> call.topicArn(topic).message("next"));
    Awaitility.await().until(() -> subscriber.ofType("Notification").size() == 5);
    assertThat(subscriber.ofType("Notification"))
        .extracting(received -> received.json().path("Message").asText())
        .containsExactly("busy", "busy", "busy", "gone", "next");
  }

  @Test
  void shouldEndWithTheUnsubscription() {
    // Given
    String arn = confirmed();

    // When
    sns.unsubscribe(call -> call.subscriptionArn(arn));

    // Then
    assertThat(sns.listSubscriptionsByTopic(call -> call.topicArn(topic)).subscriptions())
        .isEmpty();
    sns.publish(call -> call.topicArn(topic).message("to nobody"));
    confirmed();
    sns.publish(call -> call.topicArn(topic).message("to the new one"));
    assertThat(awaitOne("Notification").json().path("Message").asText())
        .isEqualTo("to the new one");
    sns.unsubscribe(call -> call.subscriptionArn(arn));
    assertCode("NotFound", () -> sns.getSubscriptionAttributes(call -> call.subscriptionArn(arn)));
  }

  @Test
  void shouldRefuseToRetryForLongerThanAnHour() {
    // Given
    String tooLong =
        "{\"healthyRetryPolicy\":{\"numRetries\":100,\"minDelayTarget\":60,\"maxDelayTarget\":600}}";
    String anHour =
        "{\"healthyRetryPolicy\":{\"numRetries\":50,\"minDelayTarget\":20,\"maxDelayTarget\":72}}";

    // When
    var ok =
        sns.subscribe(
            call ->
                call.topicArn(topic)
                    .protocol("http")
                    .endpoint(subscriber.url())
                    .attributes(Map.of("DeliveryPolicy", anHour)));

    // Then
    assertThat(ok.subscriptionArn()).isEqualTo("pending confirmation");
    assertCode(
        "InvalidParameter",
        () ->
            sns.subscribe(
                call ->
                    call.topicArn(topic)
                        .protocol("http")
                        .endpoint(subscriber.url() + "/2")
                        .attributes(Map.of("DeliveryPolicy", tooLong))));
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
    JsonNode message = awaitOne("Notification").json();
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

  private String subscribe() {
    return sns.subscribe(call -> call.topicArn(topic).protocol("http").endpoint(subscriber.url()))
        .subscriptionArn();
  }

  private String confirmed() {
    int before = subscriber.ofType("SubscriptionConfirmation").size();
    subscribe();
    Awaitility.await().until(() -> subscriber.ofType("SubscriptionConfirmation").size() > before);
    String token =
        subscriber.ofType("SubscriptionConfirmation").getLast().json().path("Token").asText();
    return sns.confirmSubscription(call -> call.topicArn(topic).token(token)).subscriptionArn();
  }

  private Subscription listed() {
    return sns.listSubscriptionsByTopic(call -> call.topicArn(topic)).subscriptions().getFirst();
  }

  private Received awaitOne(String type) {
    return Awaitility.await()
        .until(() -> subscriber.ofType(type), list -> !list.isEmpty())
        .getFirst();
  }

  /**
   * As a subscriber does it: certificate from the message's URL, chain to the sandbox's CA,
   * signature over the fields.
   */
  private static boolean verifies(JsonNode message, String... fields)
      throws GeneralSecurityException, IOException {
    URI url = URI.create(message.path("SigningCertURL").asText());
    assertThat(url.getHost()).isEqualTo("sns.eu-central-1.amazonaws.com");
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    X509Certificate certificate;
    try (InputStream pem = URI.create(emulator.endpoint() + url.getPath()).toURL().openStream()) {
      certificate = (X509Certificate) factory.generateCertificate(pem);
    }
    try (InputStream pem = Files.newInputStream(emulator.caCertificate())) {
      X509Certificate ca = (X509Certificate) factory.generateCertificate(pem);
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(ca, null)));
      parameters.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX")
          .validate(factory.generateCertPath(List.of(certificate)), parameters);
    }
    StringBuilder text = new StringBuilder();
    for (String field : fields) {
      text.append(field).append('\n').append(message.path(field).asText()).append('\n');
    }
    boolean version2 = message.path("SignatureVersion").asText().equals("2");
    Signature signature = Signature.getInstance(version2 ? "SHA256withRSA" : "SHA1withRSA");
    signature.initVerify(certificate);
    signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
    return signature.verify(Base64.getDecoder().decode(message.path("Signature").asText()));
  }
}
