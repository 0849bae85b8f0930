package io.trailbridge.testbed.aws;

import static io.trailbridge.testbed.aws.AwsEmulatorIT.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailbridge.testbed.aws.Subscriber.Received;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

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
            new SignedMessage(emulator, message)
                .verifies("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"))
        .isTrue();
    assertThat(
            new SignedMessage(emulator, message)
                .verifies("Message", "MessageId", "Timestamp", "TopicArn", "Type"))
        .isFalse();
    assertThat(
            new SignedMessage(
                    emulator, subscriber.ofType("SubscriptionConfirmation").getFirst().json())
                .verifies(
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
}
