package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Brings messages to HTTP endpoints as SNS does: each on its own, again after 5xx, 429 and no
 * answer, never again after another 4xx. The times between tries are those of the subscription's
 * delivery policy, a hundred times shorter.
 */
final class SnsDelivery {
  private static final int SPED_UP_BY = 100;
  private static final int DEFAULT_RETRIES = 3;
  private static final int DEFAULT_DELAY_SECONDS = 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * Delivers in the background.
   *
   * @param wanted asked before each try, so that an Unsubscribe ends a delivery that is being
   *     retried
   */
  void deliver(Subscription subscription, JsonNode message, BooleanSupplier wanted) {
    HttpRequest request = request(subscription, message);
    Thread.ofVirtual()
        .name("sns-delivery")
        .start(() -> tryUntilDone(subscription, request, wanted));
  }

  private void tryUntilDone(
      Subscription subscription, HttpRequest request, BooleanSupplier wanted) {
    JsonNode policy =
        Json.read(subscription.attributes.getOrDefault("DeliveryPolicy", "{}"))
            .path("healthyRetryPolicy");
    for (long pause : pauses(policy)) {
      if (!wanted.getAsBoolean() || isDone(request) || !pause(pause)) {
        return;
      }
    }
  }

  private boolean isDone(HttpRequest request) {
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      return status < 500 && status != 429;
    } catch (IOException e) {
      // An endpoint that does not answer is tried again like one that answers 5xx.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** The pause after each try: at once, quick, growing, slow, as the policy counts them. */
  static List<Long> pauses(JsonNode policy) {
    int retries = policy.path("numRetries").asInt(DEFAULT_RETRIES);
    int atOnce = policy.path("numNoDelayRetries").asInt(0);
    int quick = atOnce + policy.path("numMinDelayRetries").asInt(0);
    int slow = retries - policy.path("numMaxDelayRetries").asInt(0);
    double least = policy.path("minDelayTarget").asInt(DEFAULT_DELAY_SECONDS) * 1000.0 / SPED_UP_BY;
    double most = policy.path("maxDelayTarget").asInt(DEFAULT_DELAY_SECONDS) * 1000.0 / SPED_UP_BY;
    boolean exponential = policy.path("backoffFunction").asText().equals("exponential");
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < retries; i++) {
      double grown = i < quick ? 0 : i >= slow ? 1 : (i - quick + 1.0) / (slow - quick + 1.0);
      double pause =
          exponential ? least * Math.pow(most / least, grown) : least + grown * (most - least);
      pauses.add(i < atOnce ? 0L : Math.round(pause));
    }
    pauses.add(0L); // after the last try nothing comes
    return pauses;
  }

  private static boolean pause(long milliseconds) {
    try {
      Thread.sleep(Math.max(10, milliseconds));
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static HttpRequest request(Subscription subscription, JsonNode message) {
    String type = message.path("Type").asText();
    boolean raw = subscription.raw() && type.equals("Notification");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(subscription.endpoint))
            .timeout(Duration.ofSeconds(15))
            .header("Content-Type", "text/plain; charset=UTF-8")
            .header("User-Agent", "Amazon Simple Notification Service Agent")
            .header("x-amz-sns-message-type", type)
            .header("x-amz-sns-message-id", message.path("MessageId").asText())
            .header("x-amz-sns-topic-arn", message.path("TopicArn").asText());
    if (type.equals("Notification")) {
      request.header("x-amz-sns-subscription-arn", subscription.arn);
    }
    if (raw) {
      request.header("x-amz-sns-rawdelivery", "true");
    }
    return request
        .POST(
            BodyPublishers.ofString(raw ? message.path("Message").asText() : Json.pretty(message)))
        .build();
  }
}
