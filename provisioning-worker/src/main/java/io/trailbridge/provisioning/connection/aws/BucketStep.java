package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Policies;
import io.trailbridge.provisioning.connection.domain.PolicyDocument;
import io.trailbridge.provisioning.connection.domain.Statement;
import io.trailbridge.provisioning.connection.domain.Tags.Ownership;
import io.trailbridge.provisioning.connection.domain.Verdict.GiveUp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.Tag;

/** The bucket: there, ours, closed to the public, encrypted, and writable for our trail alone. */
final class BucketStep {
  private final Target target;
  private final Resources.New wanted;
  private final S3Client s3;
  private final String bucket;
  private final String owner;
  private final Arn arn;

  BucketStep(Target target, Resources.New wanted) {
    this.target = target;
    this.wanted = wanted;
    this.s3 = target.session().s3();
    this.bucket = target.name();
    this.owner = target.owner();
    this.arn = target.names().bucketArn();
  }

  /** Whether it was made just now, so that nothing can be in it. */
  boolean run() {
    boolean made = keep();
    ensurePolicy(made);
    return made;
  }

  /** There, ours, and with its settings; true where it was made just now. */
  boolean keep() {
    boolean made = ensureExists();
    target.inventory().ours(ResourceKind.BUCKET, arn);
    BucketSettings settings = new BucketSettings(target, wanted);
    settings.closeToThePublic(made);
    if (!made) {
      settings.ownerEnforced();
    }
    settings.encrypt(made);
    settings.expire(made);
    return made;
  }

  /** Whether the policy has what CloudTrail and TLS need. */
  boolean policyHolds() {
    return readPolicy().holds(statements());
  }

  /** Whether it was made just now, so that there is nothing to be read of it. */
  private boolean ensureExists() {
    if (!isThere()) {
      create();
      tag(Map.of());
      return true;
    }
    Map<String, String> tags = readTags();
    Ownership ownership = target.ownership(tags);
    // A bucket cannot be made and tagged in one call: without any tag, it is what a run that ended
    // in between has left. The name, and the owner that S3 was asked to expect, are ours alone.
    if (ownership == Ownership.FOREIGN || (ownership == Ownership.UNMARKED && !tags.isEmpty())) {
      throw Refusal.of(FindingCode.BUCKET_NOT_OURS, "s3:GetBucketTagging", arn.value());
    }
    if (ownership == Ownership.UNMARKED) {
      tag(tags);
    }
    return false;
  }

  /**
   * Whether it is there. Who may not look at it asks by making it, since only that tells a bucket
   * of somebody else from one that we are kept from; not in us-east-1, where making an own bucket
   * again succeeds and resets its ACLs.
   */
  private boolean isThere() {
    try {
      return find(
              "s3:ListBucket",
              () -> s3.headBucket(it -> it.bucket(bucket).expectedBucketOwner(owner)))
          .isPresent();
    } catch (Refusal refusal) {
      if (isDenied(refusal) && !isInFirstRegion()) {
        create();
        return true;
      }
      throw refusal;
    }
  }

  private static boolean isDenied(Refusal refusal) {
    return refusal.verdict() instanceof GiveUp give
        && give.finding().code().equals(FindingCode.ACCESS_DENIED.name());
  }

  private boolean isInFirstRegion() {
    return target.names().region().value().equals("us-east-1");
  }

  private void create() {
    String region = target.names().region().value();
    call(
        "s3:CreateBucket",
        () ->
            s3.createBucket(
                it -> {
                  it.bucket(bucket).objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED);
                  if (!isInFirstRegion()) {
                    it.createBucketConfiguration(where -> where.locationConstraint(region));
                  }
                }));
  }

  private Map<String, String> readTags() {
    Map<String, String> tags = new HashMap<>();
    find(
            "s3:GetBucketTagging",
            () -> s3.getBucketTagging(it -> it.bucket(bucket).expectedBucketOwner(owner)))
        .ifPresent(found -> found.tagSet().forEach(tag -> tags.put(tag.key(), tag.value())));
    return tags;
  }

  private void tag(Map<String, String> beside) {
    Map<String, String> tags = new HashMap<>(beside);
    tags.putAll(target.tags());
    List<Tag> all =
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    call(
        "s3:PutBucketTagging",
        () ->
            s3.putBucketTagging(
                it -> it.bucket(bucket).expectedBucketOwner(owner).tagging(t -> t.tagSet(all))));
  }

  private void ensurePolicy(boolean made) {
    PolicyDocument found = made ? PolicyDocument.empty() : readPolicy();
    List<Statement> ours = statements();
    if (found.holds(ours)) {
      return;
    }
    String policy = JsonValues.print(found.merged(ours));
    call(
        "s3:PutBucketPolicy",
        () ->
            s3.putBucketPolicy(it -> it.bucket(bucket).expectedBucketOwner(owner).policy(policy)));
  }

  private List<Statement> statements() {
    return Policies.bucket(target.names(), target.organization());
  }

  private PolicyDocument readPolicy() {
    return find(
            "s3:GetBucketPolicy",
            () -> s3.getBucketPolicy(it -> it.bucket(bucket).expectedBucketOwner(owner)))
        .map(found -> JsonValues.policy(found.policy()))
        .orElseGet(PolicyDocument::empty);
  }

  private <T> Optional<T> find(String action, Supplier<T> call) {
    return target.session().find(action, arn.value(), call);
  }

  private void call(String action, Supplier<?> call) {
    target.session().change(action, arn.value(), call);
  }
}
