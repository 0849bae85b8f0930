package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes files into the trails' buckets as the service CloudTrail: only for a trail that is
 * logging, and only where the bucket's policy lets it at that moment.
 */
final class TrailDelivery {
  private final Trails trails;
  private final TrailChecks checks;
  private final Organizations organizations;
  private final S3 s3;
  private final Sns sns;
  private final Clock clock;

  TrailDelivery(
      Trails trails, TrailChecks checks, Organizations organizations, S3 s3, Sns sns, Clock clock) {
    this.trails = trails;
    this.checks = checks;
    this.organizations = organizations;
    this.s3 = s3;
    this.sns = sns;
    this.clock = clock;
  }

  /** The trails that are logging, with all that a file's key is made of. */
  Reply logging() {
    ArrayNode list = Json.MAPPER.createArrayNode();
    List<Trail> logging;
    synchronized (trails) {
      logging = trails.logging();
    }
    for (Trail trail : logging) {
      ObjectNode node =
          list.addObject()
              .put("arn", trail.arn)
              .put("account", trail.account)
              .put("region", trail.homeRegion)
              .put("bucket", trail.bucket())
              .put("prefix", trail.prefix());
      ArrayNode accounts = node.putArray("accounts");
      if (trail.isOrganization()) {
        organizations
            .of(trail.account)
            .ifPresent(organization -> node.put("organizationId", organization.id()));
        organizations.accounts(trail.account).forEach(accounts::add);
      } else {
        accounts.add(trail.account);
      }
    }
    return Reply.json(list);
  }

  /** Writes one file. A refusal is noted in the trail's status, as its owner would see it. */
  Reply deliver(String trailArn, String key, byte[] body) {
    Optional<Trail> logging;
    synchronized (trails) {
      logging = trails.find(trailArn).filter(Trail::isLogging);
    }
    return logging
        .map(trail -> write(trail, key, body))
        .orElseGet(() -> refused(409, "NotLogging"));
  }

  private Reply write(Trail trail, String key, byte[] body) {
    Instant now = Instant.now(clock);
    if (s3.owner(trail.bucket()).isEmpty()) {
      trail.deliveryFailed(now, "NoSuchBucket");
      return refused(409, "NoSuchBucket");
    }
    if (!checks.mayWrite(trail, key)) {
      trail.deliveryFailed(now, "AccessDenied");
      return refused(409, "AccessDenied");
    }
    String encoded =
        URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
    Caller service =
        new Caller(
            trail.account,
            "cloudtrail.amazonaws.com",
            Optional.empty(),
            "AROACLOUDTRAIL:regionalDeliverySession");
    Reply reply =
        s3.putAs(service, trail.homeRegion, new S3Address(trail.bucket(), key), encoded, body);
    if (!reply.ok()) {
      trail.deliveryFailed(now, "InternalError");
      return refused(500, reply.text());
    }
    boolean digest = key.contains("/CloudTrail-Digest/");
    trail.delivered(now, digest);
    if (!digest) {
      trail
          .topicArn()
          .filter(topic -> checks.mayNotify(trail, topic))
          .ifPresent(topic -> notify(trail, topic, key, now));
    }
    return Reply.json(Json.object().put("bucket", trail.bucket()).put("key", key));
  }

  private void notify(Trail trail, String topic, String key, Instant now) {
    ObjectNode message = Json.object().put("s3Bucket", trail.bucket());
    message.putArray("s3ObjectKey").add(key);
    sns.publish(topic, message.toString());
    trail.notified(now);
  }

  private static Reply refused(int status, String error) {
    return Reply.json(status, Json.object().put("message", error));
  }
}
