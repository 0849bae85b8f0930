package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A trail that the customer has, as far as it decides where the log files come from.
 *
 * @param bucket its name
 * @param keyPrefix what stands before {@code AWSLogs/}; empty for nothing
 * @param topic that CloudTrail itself tells of each file; absent where the trail has none
 * @param organization whether it records a whole organization
 */
public record TheirTrail(
    String bucket, String keyPrefix, @Nullable Arn topic, boolean organization) {

  /** The topic that was named, else the trail's own, else one of ours. */
  public LogPlace place(ResourceNames names, Resources.Existing wanted) {
    Arn told = wanted.topicArn() == null ? topic : wanted.topicArn();
    return new LogPlace(
        names.bucketArn(bucket),
        ownerOf(names, wanted),
        keyPrefix,
        told == null ? names.topicArn() : told,
        organization);
  }

  /** Why it cannot serve the wish. */
  public Optional<FindingCode> objection(
      ResourceNames names, Resources.Existing wanted, boolean wholeOrganization) {
    Arn told = place(names, wanted).topic();
    AccountId owner = ownerOf(names, wanted);
    if (wholeOrganization && !organization) {
      return Optional.of(FindingCode.TRAIL_NOT_ORGANIZATIONS);
    }
    if (told.equals(names.topicArn()) && !owner.equals(names.account())) {
      return Optional.of(FindingCode.TOPIC_NEEDED);
    }
    if (!told.region().equals(names.region().value())) {
      return Optional.of(FindingCode.REGION_MISMATCH);
    }
    // The intake believes no other account's topic.
    return List.of(names.account().value(), owner.value()).contains(told.account())
        ? Optional.empty()
        : Optional.of(FindingCode.TOPIC_ELSEWHERE);
  }

  private static AccountId ownerOf(ResourceNames names, Resources.Existing wanted) {
    AccountId other = wanted.bucketAccountId();
    return other == null ? names.account() : other;
  }
}
