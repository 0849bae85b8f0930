package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailbridge.testbed.aws.SnsMessages.Publication;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Turns moto's bucket notifications into what S3 writes, and drops those that S3 would not be let
 * to publish.
 */
final class S3Events {
  private final Map<String, String> owners;
  private final Clock clock;
  private final Map<String, Caller> writers = new ConcurrentHashMap<>();
  private final AtomicLong sequence = new AtomicLong(0x66A0_0000_0000L);

  /**
   * @param owners the account of each bucket, filled as buckets come and go
   */
  S3Events(Map<String, String> owners, Clock clock) {
    this.owners = owners;
    this.clock = clock;
  }

  /** Remembers who writes an object, until its event passes. */
  void writing(S3Address object, Caller caller) {
    writers.put(object.bucket() + "/" + object.key(), caller);
  }

  void written(S3Address object) {
    writers.remove(object.bucket() + "/" + object.key());
  }

  boolean mayBePublished(Publication publication, Topics topics) {
    if (publication.subject().isEmpty()) {
      return true;
    }
    JsonNode event = Json.read(publication.message());
    String bucket =
        event.has("Bucket")
            ? event.path("Bucket").asText()
            : event.at("/Records/0/s3/bucket/name").asText();
    return topics.mayPublish(
        "s3.amazonaws.com",
        "arn:%s:s3:::%s"
            .formatted(Arn.parse(publication.topicArn(), "TopicArn").partition(), bucket),
        owners.getOrDefault(bucket, ""),
        publication.topicArn());
  }

  /** The publication as S3 makes it, if moto's S3 made it; any other as it is. */
  Optional<Publication> asS3Writes(Publication publication) {
    String text = publication.message();
    if (publication.subject().isPresent() || !text.startsWith("{")) {
      return Optional.of(publication);
    }
    JsonNode event;
    try {
      event = Json.read(text);
    } catch (java.io.UncheckedIOException e) {
      return Optional.of(publication);
    }
    if (event.path("Event").asText().equals("s3:TestEvent")) {
      ObjectNode test = Json.object().put("Service", "Amazon S3").put("Event", "s3:TestEvent");
      test.put("Time", now()).put("Bucket", event.path("Bucket").asText());
      test.put("RequestId", requestId()).put("HostId", hostId());
      return Optional.of(withMessage(publication, test));
    }
    if (!event.at("/Records/0/eventSource").asText().equals("aws:s3")) {
      return Optional.of(publication);
    }
    ObjectNode records = Json.object();
    records.putArray("Records").add(record(event.at("/Records/0")));
    return Optional.of(withMessage(publication, records));
  }

  private ObjectNode record(JsonNode moto) {
    String bucket = moto.at("/s3/bucket/name").asText();
    // S3 leaves the slash as it is; moto escapes it.
    String key = moto.at("/s3/object/key").asText().replace("%2F", "/");
    String owner = owners.getOrDefault(bucket, "");
    Caller writer =
        writers.getOrDefault(
            bucket + "/" + java.net.URLDecoder.decode(key, java.nio.charset.StandardCharsets.UTF_8),
            Caller.root(owner));
    ObjectNode record =
        Json.object()
            .put("eventVersion", "2.1")
            .put("eventSource", "aws:s3")
            .put("awsRegion", moto.path("awsRegion").asText())
            .put("eventTime", now())
            .put("eventName", moto.path("eventName").asText());
    record.putObject("userIdentity").put("principalId", "AWS:" + writer.id());
    record.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
    record
        .putObject("responseElements")
        .put("x-amz-request-id", requestId())
        .put("x-amz-id-2", hostId());
    ObjectNode s3 = record.putObject("s3").put("s3SchemaVersion", "1.0");
    s3.put("configurationId", moto.at("/s3/configurationId").asText());
    ObjectNode bucketNode = s3.putObject("bucket").put("name", bucket);
    bucketNode.putObject("ownerIdentity").put("principalId", "A" + owner);
    bucketNode.put("arn", moto.at("/s3/bucket/arn").asText());
    ObjectNode object = s3.putObject("object").put("key", key);
    if (moto.at("/s3/object/size").isNumber()
        && !moto.path("eventName").asText().startsWith("ObjectRemoved")) {
      object
          .put("size", moto.at("/s3/object/size").asLong())
          .put("eTag", moto.at("/s3/object/eTag").asText());
    }
    object.put("sequencer", "00%016X".formatted(sequence.incrementAndGet()));
    return record;
  }

  private static Publication withMessage(Publication publication, ObjectNode message) {
    return new Publication(
        publication.messageId(),
        publication.topicArn(),
        Optional.of("Amazon S3 Notification"),
        message.toString(),
        publication.attributes());
  }

  private String now() {
    return Instant.now(clock).truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static String requestId() {
    return UUID.randomUUID()
        .toString()
        .replace("-", "")
        .substring(0, 16)
        .toUpperCase(java.util.Locale.ROOT);
  }

  private static String hostId() {
    return UUID.randomUUID().toString().replace("-", "") + "EXAMPLE=";
  }
}
