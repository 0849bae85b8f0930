package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One trail: its settings as DescribeTrails shows them, its selectors, tags, and how its deliveries
 * went.
 */
final class Trail {
  final String account;
  final String homeRegion;
  final String name;
  final String arn;
  final ObjectNode settings;
  final Map<String, String> tags = new TreeMap<>();
  JsonNode eventSelectors = Json.MAPPER.createArrayNode();
  JsonNode advancedEventSelectors = Json.MAPPER.createArrayNode();
  private boolean logging;
  private Optional<Instant> started = Optional.empty();
  private Optional<Instant> stopped = Optional.empty();
  private Optional<Instant> lastAttempt = Optional.empty();
  private Optional<Instant> lastDelivery = Optional.empty();
  private Optional<Instant> lastDigest = Optional.empty();
  private Optional<Instant> lastNotification = Optional.empty();
  private String deliveryError = "";

  Trail(String account, String homeRegion, String name) {
    this.account = account;
    this.homeRegion = homeRegion;
    this.name = name;
    arn =
        "arn:%s:cloudtrail:%s:%s:trail/%s"
            .formatted(Arn.partition(homeRegion), homeRegion, account, name);
    settings =
        Json.object()
            .put("Name", name)
            .put("IncludeGlobalServiceEvents", true)
            .put("IsMultiRegionTrail", false)
            .put("HomeRegion", homeRegion)
            .put("TrailARN", arn)
            .put("LogFileValidationEnabled", false)
            .put("HasCustomEventSelectors", false)
            .put("HasInsightSelectors", false)
            .put("IsOrganizationTrail", false);
  }

  String bucket() {
    return settings.path("S3BucketName").asText();
  }

  /** The key prefix with a slash at its end, or an empty text. */
  String prefix() {
    String prefix = settings.path("S3KeyPrefix").asText();
    return prefix.isEmpty() ? "" : prefix + "/";
  }

  Optional<String> topicArn() {
    return Optional.ofNullable(settings.path("SnsTopicARN").textValue());
  }

  boolean isMultiRegion() {
    return settings.path("IsMultiRegionTrail").asBoolean();
  }

  boolean isOrganization() {
    return settings.path("IsOrganizationTrail").asBoolean();
  }

  boolean isLogging() {
    return logging;
  }

  void startLogging(Instant now) {
    logging = true;
    started = Optional.of(now);
  }

  void stopLogging(Instant now) {
    logging = false;
    stopped = Optional.of(now);
  }

  void delivered(Instant now, boolean digest) {
    if (digest) {
      lastDigest = Optional.of(now);
    } else {
      lastAttempt = Optional.of(now);
      lastDelivery = Optional.of(now);
      deliveryError = "";
    }
  }

  void deliveryFailed(Instant now, String error) {
    lastAttempt = Optional.of(now);
    deliveryError = error;
  }

  void notified(Instant now) {
    lastNotification = Optional.of(now);
  }

  /** As GetTrailStatus answers. */
  ObjectNode status() {
    ObjectNode status = Json.object().put("IsLogging", logging);
    if (!deliveryError.isEmpty()) {
      status.put("LatestDeliveryError", deliveryError);
    }
    lastDelivery.ifPresent(at -> status.put("LatestDeliveryTime", at.getEpochSecond()));
    lastDigest.ifPresent(at -> status.put("LatestDigestDeliveryTime", at.getEpochSecond()));
    lastNotification.ifPresent(at -> status.put("LatestNotificationTime", at.getEpochSecond()));
    started.ifPresent(at -> status.put("StartLoggingTime", at.getEpochSecond()));
    stopped.ifPresent(at -> status.put("StopLoggingTime", at.getEpochSecond()));
    status.put("LatestDeliveryAttemptTime", text(lastAttempt));
    status.put("LatestDeliveryAttemptSucceeded", text(lastDelivery));
    status.put("LatestNotificationAttemptTime", text(lastNotification));
    status.put("LatestNotificationAttemptSucceeded", text(lastNotification));
    status.put("TimeLoggingStarted", text(started));
    status.put("TimeLoggingStopped", text(stopped));
    return status;
  }

  private static String text(Optional<Instant> at) {
    return at.map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("");
  }
}
