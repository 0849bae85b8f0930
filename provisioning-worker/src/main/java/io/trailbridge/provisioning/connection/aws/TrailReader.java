package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.domain.TheirTrail;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;
import software.amazon.awssdk.services.cloudtrail.model.ResourceTag;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/** What CloudTrail tells of one trail. */
final class TrailReader {
  private final Session session;
  private final CloudTrailClient cloudTrail;
  private final String arn;

  TrailReader(Session session, Arn trail) {
    this.session = session;
    this.cloudTrail = session.cloudTrail();
    this.arn = trail.value();
  }

  Optional<Trail> describe() {
    List<Trail> found =
        session.call(
            "cloudtrail:DescribeTrails",
            arn,
            () ->
                cloudTrail
                    .describeTrails(it -> it.trailNameList(arn).includeShadowTrails(true))
                    .trailList());
    return found.stream().filter(it -> arn.equals(it.trailARN())).findFirst();
  }

  /** The trail as far as it decides where log files come from. */
  static TheirTrail theirs(Trail trail) {
    String topic = trail.snsTopicARN();
    return new TheirTrail(
        trail.s3BucketName(),
        Objects.requireNonNullElse(trail.s3KeyPrefix(), ""),
        topic == null ? null : new Arn(topic),
        Boolean.TRUE.equals(trail.isOrganizationTrail()));
  }

  GetTrailStatusResponse status() {
    return session.call(
        "cloudtrail:GetTrailStatus", arn, () -> cloudTrail.getTrailStatus(it -> it.name(arn)));
  }

  Map<String, String> tags() {
    Map<String, String> tags = new HashMap<>();
    List<ResourceTag> found =
        session.call(
            "cloudtrail:ListTags",
            arn,
            () -> cloudTrail.listTags(it -> it.resourceIdList(arn)).resourceTagList());
    for (ResourceTag resource : found) {
      resource.tagsList().forEach(tag -> tags.put(tag.key(), tag.value()));
    }
    return tags;
  }

  Selectors selectors() {
    GetEventSelectorsResponse found =
        session.call(
            "cloudtrail:GetEventSelectors",
            arn,
            () -> cloudTrail.getEventSelectors(it -> it.trailName(arn)));
    return new Selectors(found.eventSelectors(), found.advancedEventSelectors());
  }
}
