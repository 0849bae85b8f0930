package io.trailbridge.ingestion.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the text of a notification says. Three kinds reach us: CloudTrail's own ({@code {"s3Bucket",
 * "s3ObjectKey": [..]}}), S3's event message (any 2.x version, keys URL-encoded), and texts that
 * are no event, such as {@code CloudTrail validation message.} and {@code s3:TestEvent}.
 */
sealed interface SnsPayload {
  ObjectMapper JSON = new ObjectMapper();

  /** Files that were written. */
  record Files(List<File> files) implements SnsPayload {}

  /**
   * One file as it was announced.
   *
   * @param size absent in CloudTrail's own notification
   * @param etag likewise
   */
  record File(String bucket, String key, @Nullable Long size, @Nullable String etag) {}

  /** Nothing of ours; counted by this code. */
  record NoEvent(String code) implements SnsPayload {}

  static SnsPayload parse(String message) {
    JsonNode json;
    try {
      json = JSON.readTree(message);
    } catch (JsonProcessingException e) {
      return new NoEvent("text");
    }
    if (json.path("Records").isArray()) {
      return s3Event(json.path("Records"));
    }
    if (json.has("s3Bucket") && json.has("s3ObjectKey")) {
      return cloudTrail(json);
    }
    return new NoEvent("s3:TestEvent".equals(json.path("Event").asText()) ? "test-event" : "other");
  }

  private static SnsPayload cloudTrail(JsonNode json) {
    String bucket = json.path("s3Bucket").asText();
    JsonNode keys = json.path("s3ObjectKey");
    List<File> files = new ArrayList<>();
    if (keys.isTextual()) {
      files.add(new File(bucket, keys.asText(), null, null));
    }
    keys.forEach(key -> files.add(new File(bucket, key.asText(), null, null)));
    return new Files(List.copyOf(files));
  }

  private static SnsPayload s3Event(JsonNode records) {
    List<File> files = new ArrayList<>();
    for (JsonNode event : records) {
      JsonNode object = event.path("s3").path("object");
      String key = object.path("key").asText();
      if (!event.path("eventName").asText().startsWith("ObjectCreated:") || key.isEmpty()) {
        continue;
      }
      try {
        files.add(
            new File(
                event.path("s3").path("bucket").path("name").asText(),
                URLDecoder.decode(key, UTF_8),
                object.path("size").canConvertToLong() && object.has("size")
                    ? Long.valueOf(object.path("size").asLong())
                    : null,
                object.path("eTag").isTextual() ? object.path("eTag").asText() : null));
      } catch (IllegalArgumentException e) {
        return new NoEvent("bad-key");
      }
    }
    return files.isEmpty() ? new NoEvent("no-file") : new Files(List.copyOf(files));
  }
}
