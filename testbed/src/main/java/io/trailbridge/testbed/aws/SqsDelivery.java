package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Brings messages into queues of any account, if the queue's policy lets SNS in. */
final class SqsDelivery {
  private final Moto moto;

  SqsDelivery(Moto moto) {
    this.moto = moto;
  }

  void deliver(Subscription subscription, JsonNode message) {
    Arn queue = Arn.parse(subscription.endpoint, "Endpoint");
    String url =
        "https://sqs."
            + queue.region()
            + ".amazonaws.com/"
            + queue.account()
            + "/"
            + queue.resource();
    if (maySend(queue, url, subscription)) {
      boolean raw = subscription.raw() && message.path("Type").asText().equals("Notification");
      String body = raw ? message.path("Message").asText() : Json.pretty(message);
      sqs(queue, Map.of("Action", "SendMessage", "QueueUrl", url, "MessageBody", body));
    }
  }

  private boolean maySend(Arn queue, String url, Subscription subscription) {
    Reply reply =
        sqs(
            queue,
            Map.of("Action", "GetQueueAttributes", "QueueUrl", url, "AttributeName.1", "Policy"));
    String policy = Xml.first(reply.text(), "Value").orElse("");
    if (policy.isEmpty()) {
      return false;
    }
    Map<String, String> context = Map.of("aws:SourceArn", subscription.topicArn);
    return Policy.parse(policy)
        .allows(
            new Policy.Question(
                Caller.service("sns.amazonaws.com", subscription.owner),
                "sqs:SendMessage",
                subscription.endpoint,
                context));
  }

  private Reply sqs(Arn queue, Map<String, String> parameters) {
    return moto.query(queue.account(), queue.region(), "sqs", parameters);
  }
}
