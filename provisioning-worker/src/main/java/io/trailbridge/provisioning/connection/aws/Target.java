package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.Inventory;
import io.trailbridge.provisioning.connection.domain.LogPlace;
import io.trailbridge.provisioning.connection.domain.Organization;
import io.trailbridge.provisioning.connection.domain.ResourceNames;
import io.trailbridge.provisioning.connection.domain.Tags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of one run share.
 *
 * @param place where the log files lie and which topic is told
 * @param organization where the trail is to be an organization's
 * @param inventory what the run has found or made so far
 */
record Target(
    Session session,
    Work work,
    ResourceNames names,
    LogPlace place,
    @Nullable Organization organization,
    Inventory inventory) {

  Map<String, String> tags() {
    return Tags.of(work.connection(), work.tenant());
  }

  Tags.Ownership ownership(Map<String, String> tags) {
    return Tags.ownership(work.connection(), tags);
  }

  String name() {
    return names.name();
  }

  /** Our trail; an organization's lives in the management account, whoever made it. */
  Arn trailArn() {
    return organization == null ? names.trailArn() : names.trailArn(organization.management());
  }

  /** Encrypts the log files, and what a forwarder knows. */
  @Nullable Arn kmsKey() {
    return switch (work.spec().resources()) {
      case Resources.New ours -> ours.kmsKeyArn();
      case Resources.Existing theirs -> theirs.kmsKeyArn();
    };
  }

  /** The account that the bucket must belong to. */
  String owner() {
    return place.owner().value();
  }

  /** Whether the topic is one that we make and keep. */
  boolean isTopicOurs() {
    return place.topic().equals(names.topicArn());
  }
}
