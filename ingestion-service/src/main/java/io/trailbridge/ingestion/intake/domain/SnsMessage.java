package io.trailbridge.ingestion.intake.domain;

import io.trailbridge.contracts.shared.Arn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An envelope of Amazon SNS as it is posted to an HTTP subscriber. Source: "Verifying the
 * signatures of Amazon SNS messages" in the SNS developer guide.
 *
 * @param timestamp as it stands in the envelope; it is part of what is signed
 * @param subject absent on most messages
 * @param signature empty where there is none, or none that is base64
 * @param subscribeUrl never fetched, but part of what is signed
 * @param token what ConfirmSubscription wants
 */
public record SnsMessage(
    Type type,
    String messageId,
    Arn topicArn,
    @Nullable String subject,
    String message,
    String timestamp,
    String signatureVersion,
    byte[] signature,
    String signingCertUrl,
    @Nullable String subscribeUrl,
    @Nullable String token) {

  /** What SNS may post. */
  public enum Type {
    NOTIFICATION("Notification"),
    SUBSCRIPTION_CONFIRMATION("SubscriptionConfirmation"),
    UNSUBSCRIBE_CONFIRMATION("UnsubscribeConfirmation");

    private final String wireName;

    Type(String wireName) {
      this.wireName = wireName;
    }

    /** As it stands in the envelope. */
    public String wireName() {
      return wireName;
    }
  }

  /** What SNS signed: names and values of some fields, a line each, sorted by name. */
  public String signedText() {
    StringBuilder text = new StringBuilder();
    line(text, "Message", message);
    line(text, "MessageId", messageId);
    if (type == Type.NOTIFICATION) {
      line(text, "Subject", subject);
    } else {
      line(text, "SubscribeURL", subscribeUrl);
    }
    line(text, "Timestamp", timestamp);
    if (type != Type.NOTIFICATION) {
      line(text, "Token", token);
    }
    line(text, "TopicArn", topicArn.value());
    line(text, "Type", type.wireName());
    return text.toString();
  }

  /** When SNS made it. Throws DateTimeParseException where that is no time. */
  public Instant sentAt() {
    return Instant.parse(timestamp);
  }

  private static void line(StringBuilder text, String name, @Nullable String value) {
    if (value != null) {
      text.append(name).append('\n').append(value).append('\n');
    }
  }
}
