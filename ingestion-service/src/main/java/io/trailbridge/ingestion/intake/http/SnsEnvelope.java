package io.trailbridge.ingestion.intake.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.ingestion.intake.domain.SnsMessage;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the JSON that SNS posts; it calls it {@code text/plain}. */
final class SnsEnvelope {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** SNS carries 256 KiB of text, and JSON escapes some of it. */
  static final int LARGEST = 512 * 1024;

  private SnsEnvelope() {}

  /** The message, or nothing where the body is no envelope. */
  static Optional<SnsMessage> read(byte[] body) {
    if (body.length == 0 || body.length > LARGEST) {
      return Optional.empty();
    }
    try {
      JsonNode envelope = JSON.readTree(body);
      return type(text(envelope, "Type")).map(type -> message(type, envelope));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static SnsMessage message(SnsMessage.Type type, JsonNode envelope) {
    return new SnsMessage(
        type,
        required(envelope, "MessageId"),
        new Arn(required(envelope, "TopicArn")),
        text(envelope, "Subject"),
        required(envelope, "Message"),
        required(envelope, "Timestamp"),
        orEmpty(envelope, "SignatureVersion"),
        signature(orEmpty(envelope, "Signature")),
        orEmpty(envelope, "SigningCertURL"),
        text(envelope, "SubscribeURL"),
        text(envelope, "Token"));
  }

  private static Optional<SnsMessage.Type> type(@Nullable String name) {
    for (SnsMessage.Type type : SnsMessage.Type.values()) {
      if (type.wireName().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  private static String required(JsonNode envelope, String field) {
    String value = text(envelope, field);
    if (value == null) {
      throw new IllegalArgumentException(field);
    }
    return value;
  }

  /** An envelope that is not signed is one whose signature does not hold. */
  private static byte[] signature(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static String orEmpty(JsonNode envelope, String field) {
    String value = text(envelope, field);
    return value == null ? "" : value;
  }

  private static @Nullable String text(JsonNode envelope, String field) {
    JsonNode value = envelope.get(field);
    return value != null && value.isTextual() ? value.textValue() : null;
  }
}
