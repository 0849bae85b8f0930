package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
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
    JsonNode retry =
        Json.read(subscription.attributes.getOrDefault("DeliveryPolicy", "{}"))
            .path("healthyRetryPolicy");
    int tries = 1 + retry.path("numRetries").asInt(DEFAULT_RETRIES);
    long delay = retry.path("minDelayTarget").asLong(DEFAULT_DELAY_SECONDS) * 1000 / SPED_UP_BY;
    long longest = retry.path("maxDelayTarget").asLong(DEFAULT_DELAY_SECONDS) * 1000 / SPED_UP_BY;
    boolean exponential = retry.path("backoffFunction").asText().equals("exponential");
    for (int i = 0; i < tries && wanted.getAsBoolean(); i++) {
      try {
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status < 500 && status != 429) {
          return;
        }
      } catch (IOException e) {
        // An endpoint that does not answer is tried again like one that answers 5xx.
      } catch (InterruptedException e) {
        return;
      }
      if (!pause(delay)) {
        return;
      }
      delay = Math.min(longest, exponential ? delay * 2 : delay);
    }
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
