package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes SNS messages and signs them over AWS's canonical string. */
final class SnsMessages {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** What somebody published. */
  record Publication(
      String messageId,
      String topicArn,
      Optional<String> subject,
      String message,
      Optional<ObjectNode> attributes) {}

  private final SigningIdentity identity;
  private final Clock clock;

  SnsMessages(SigningIdentity identity, Clock clock) {
    this.identity = identity;
    this.clock = clock;
  }

  ObjectNode notification(
      Publication publication, Subscription subscription, String signatureVersion) {
    ObjectNode message =
        Json.object()
            .put("Type", "Notification")
            .put("MessageId", publication.messageId())
            .put("TopicArn", publication.topicArn());
    publication.subject().ifPresent(subject -> message.put("Subject", subject));
    message.put("Message", publication.message()).put("Timestamp", now());
    sign(
        message,
        List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
        signatureVersion);
    message.put(
        "UnsubscribeURL",
        host(publication.topicArn()) + "/?Action=Unsubscribe&SubscriptionArn=" + subscription.arn);
    publication.attributes().ifPresent(attributes -> message.set("MessageAttributes", attributes));
    return message;
  }

  ObjectNode confirmation(Subscription subscription, String signatureVersion) {
    String topic = subscription.topicArn;
    ObjectNode message =
        Json.object()
            .put("Type", "SubscriptionConfirmation")
            .put("MessageId", UUID.randomUUID().toString())
            .put("Token", subscription.token)
            .put("TopicArn", topic)
            .put(
                "Message",
                "You have chosen to subscribe to the topic "
                    + topic
                    + ".\nTo confirm the subscription, visit the SubscribeURL included in this message.")
            .put(
                "SubscribeURL",
                host(topic)
                    + "/?Action=ConfirmSubscription&TopicArn="
                    + topic
                    + "&Token="
                    + subscription.token)
            .put("Timestamp", now());
    sign(
        message,
        List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
        signatureVersion);
    return message;
  }

  private void sign(ObjectNode message, List<String> signedFields, String version) {
    StringBuilder text = new StringBuilder();
    for (String field : signedFields) {
      if (message.has(field)) {
        text.append(field).append('\n').append(message.get(field).asText()).append('\n');
      }
    }
    message
        .put("SignatureVersion", version)
        .put("Signature", identity.sign(text.toString(), version))
        .put("SigningCertURL", host(message.get("TopicArn").asText()) + identity.certificatePath());
  }

  private static String host(String topicArn) {
    Arn arn = Arn.parse(topicArn, "TopicArn");
    String suffix = arn.partition().equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com";
    return "https://sns." + arn.region() + suffix;
  }

  private String now() {
    return MILLISECONDS.format(Instant.now(clock));
  }
}
