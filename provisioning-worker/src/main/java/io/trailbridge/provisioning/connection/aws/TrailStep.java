package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Tags.Ownership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Tag;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/** The trail: there, ours, everywhere, validated, recording management events, and logging. */
final class TrailStep {
  private final Target target;
  private final Resources.New wanted;
  private final CloudTrailClient cloudTrail;
  private final TrailReader reader;
  private final String arn;

  TrailStep(Target target, Resources.New wanted) {
    this.target = target;
    this.wanted = wanted;
    this.cloudTrail = target.session().cloudTrail();
    this.reader = new TrailReader(target.session(), target.trailArn());
    this.arn = target.trailArn().value();
  }

  /**
   * Makes what is missing.
   *
   * @param nobodyYet bucket and topic were made just now, so that nobody can have made the trail
   */
  void run(boolean nobodyYet) {
    Optional<Trail> found =
        target.session().findOrMake(nobodyYet, reader::describe, this::createAndStart);
    if (found.isEmpty()) {
      return;
    }
    target.inventory().ours(ResourceKind.TRAIL, target.trailArn());
    keep(found.get());
    Selectors selectors = reader.selectors();
    if (!selectors.recordManagementEvents()) {
      select(selectors.withManagementEvents());
    }
    if (!Boolean.TRUE.equals(reader.status().isLogging())) {
      start(arn);
    }
  }

  /** Ours, and with its settings. */
  void keep(Trail found) {
    mustBeOurs();
    if (!isAsWished(found)) {
      update();
    }
  }

  private void createAndStart() {
    String made = create();
    target.inventory().ours(ResourceKind.TRAIL, new Arn(made));
    start(made);
  }

  private String create() {
    List<Tag> tags =
        target.tags().entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    return target
        .session()
        .call(
            "cloudtrail:CreateTrail",
            arn,
            () ->
                cloudTrail
                    .createTrail(
                        it ->
                            it.name(target.name())
                                .s3BucketName(target.name())
                                .isMultiRegionTrail(true)
                                .includeGlobalServiceEvents(true)
                                .enableLogFileValidation(true)
                                .isOrganizationTrail(isOrganizations())
                                .kmsKeyId(kmsKey())
                                .tagsList(tags))
                    .trailARN());
  }

  private void update() {
    target
        .session()
        .change(
            "cloudtrail:UpdateTrail",
            arn,
            () ->
                cloudTrail.updateTrail(
                    it ->
                        it.name(arn)
                            .s3BucketName(target.name())
                            .isMultiRegionTrail(true)
                            .includeGlobalServiceEvents(true)
                            .enableLogFileValidation(true)
                            .isOrganizationTrail(isOrganizations())
                            // What is left out stays as it is; an empty text takes it away.
                            .s3KeyPrefix("")
                            .kmsKeyId(Objects.requireNonNullElse(kmsKey(), ""))));
  }

  private boolean isAsWished(Trail trail) {
    return target.name().equals(trail.s3BucketName())
        && Objects.requireNonNullElse(trail.s3KeyPrefix(), "").isEmpty()
        && Boolean.TRUE.equals(trail.isMultiRegionTrail())
        && Boolean.TRUE.equals(trail.includeGlobalServiceEvents())
        && Boolean.TRUE.equals(trail.logFileValidationEnabled())
        && isOrganizations() == Boolean.TRUE.equals(trail.isOrganizationTrail())
        && Objects.requireNonNullElse(kmsKey(), "")
            .equals(Objects.requireNonNullElse(trail.kmsKeyId(), ""));
  }

  /** A trail is made and tagged in one call: one without our tag is not ours. */
  private void mustBeOurs() {
    Map<String, String> tags = new HashMap<>(reader.tags());
    if (target.ownership(tags) != Ownership.OURS) {
      throw Refusal.of(FindingCode.TRAIL_NOT_OURS, "cloudtrail:ListTags", arn);
    }
  }

  /** Of what else the trail records, and in which form, nothing changes. */
  private void select(Selectors wanted) {
    target
        .session()
        .change(
            "cloudtrail:PutEventSelectors",
            arn,
            () ->
                cloudTrail.putEventSelectors(
                    it -> {
                      it.trailName(arn);
                      if (wanted.advanced().isEmpty()) {
                        it.eventSelectors(wanted.basic());
                      } else {
                        it.advancedEventSelectors(wanted.advanced());
                      }
                    }));
  }

  private void start(String trail) {
    target
        .session()
        .change(
            "cloudtrail:StartLogging", trail, () -> cloudTrail.startLogging(it -> it.name(trail)));
  }

  private boolean isOrganizations() {
    return target.organization() != null;
  }

  private @Nullable String kmsKey() {
    Arn key = wanted.kmsKeyArn();
    return key == null ? null : key.value();
  }
}
