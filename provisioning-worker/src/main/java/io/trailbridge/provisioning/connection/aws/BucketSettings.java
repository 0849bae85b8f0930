package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.connection.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** The settings of our bucket, each read, compared and written where it differs. */
final class BucketSettings {
  private static final int ABANDONED_DAYS = 7;

  private static final PublicAccessBlockConfiguration CLOSED =
      PublicAccessBlockConfiguration.builder()
          .blockPublicAcls(true)
          .ignorePublicAcls(true)
          .blockPublicPolicy(true)
          .restrictPublicBuckets(true)
          .build();

  private final Target target;
  private final Resources.New resources;
  private final S3Client s3;
  private final String bucket;
  private final String owner;

  BucketSettings(Target target, Resources.New resources) {
    this.target = target;
    this.resources = resources;
    this.s3 = target.session().s3();
    this.bucket = target.name();
    this.owner = target.owner();
  }

  void closeToThePublic(boolean made) {
    boolean closed =
        !made
            && find(
                    "s3:GetBucketPublicAccessBlock",
                    () ->
                        s3.getPublicAccessBlock(it -> it.bucket(bucket).expectedBucketOwner(owner)))
                .filter(found -> CLOSED.equals(found.publicAccessBlockConfiguration()))
                .isPresent();
    if (!closed) {
      call(
          "s3:PutBucketPublicAccessBlock",
          () ->
              s3.putPublicAccessBlock(
                  it ->
                      it.bucket(bucket)
                          .expectedBucketOwner(owner)
                          .publicAccessBlockConfiguration(CLOSED)));
    }
  }

  /** A bucket of ours is made this way: only one that was there can have lost it. */
  void ownerEnforced() {
    boolean enforced =
        find(
                "s3:GetBucketOwnershipControls",
                () ->
                    s3.getBucketOwnershipControls(
                        it -> it.bucket(bucket).expectedBucketOwner(owner)))
            .filter(
                found ->
                    found.ownershipControls().rules().stream().anyMatch(BucketSettings::isEnforced))
            .isPresent();
    if (!enforced) {
      OwnershipControlsRule rule =
          OwnershipControlsRule.builder()
              .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
              .build();
      call(
          "s3:PutBucketOwnershipControls",
          () ->
              s3.putBucketOwnershipControls(
                  it ->
                      it.bucket(bucket)
                          .expectedBucketOwner(owner)
                          .ownershipControls(controls -> controls.rules(rule))));
    }
  }

  void encrypt(boolean made) {
    ServerSideEncryptionByDefault wanted = wantedEncryption();
    boolean encrypted =
        !made
            && find(
                    "s3:GetEncryptionConfiguration",
                    () ->
                        s3.getBucketEncryption(it -> it.bucket(bucket).expectedBucketOwner(owner)))
                .filter(
                    found ->
                        found.serverSideEncryptionConfiguration().rules().stream()
                            .anyMatch(
                                rule -> wanted.equals(rule.applyServerSideEncryptionByDefault())))
                .isPresent();
    if (!encrypted) {
      ServerSideEncryptionConfiguration configuration =
          ServerSideEncryptionConfiguration.builder()
              .rules(
                  ServerSideEncryptionRule.builder()
                      .applyServerSideEncryptionByDefault(wanted)
                      .bucketKeyEnabled(resources.kmsKeyArn() != null)
                      .build())
              .build();
      call(
          "s3:PutEncryptionConfiguration",
          () ->
              s3.putBucketEncryption(
                  it ->
                      it.bucket(bucket)
                          .expectedBucketOwner(owner)
                          .serverSideEncryptionConfiguration(configuration)));
    }
  }

  /** Log files expire; S3 takes the rules as a whole, so those of others are kept. */
  void expire(boolean made) {
    List<LifecycleRule> found =
        made
            ? List.of()
            : find(
                    "s3:GetLifecycleConfiguration",
                    () ->
                        s3.getBucketLifecycleConfiguration(
                            it -> it.bucket(bucket).expectedBucketOwner(owner)))
                .map(it -> it.rules())
                .orElse(List.of());
    List<LifecycleRule> wanted = List.of(expiry(), abandonedUploads());
    boolean holds =
        wanted.stream().allMatch(rule -> found.stream().anyMatch(it -> Lifecycles.same(it, rule)));
    if (!holds) {
      List<LifecycleRule> merged = new ArrayList<>(wanted);
      found.stream()
          .filter(rule -> wanted.stream().noneMatch(mine -> mine.id().equals(rule.id())))
          .forEach(merged::add);
      call(
          "s3:PutLifecycleConfiguration",
          () ->
              s3.putBucketLifecycleConfiguration(
                  it ->
                      it.bucket(bucket)
                          .expectedBucketOwner(owner)
                          .lifecycleConfiguration(all -> all.rules(merged))));
    }
  }

  private LifecycleRule expiry() {
    return LifecycleRule.builder()
        .id("trailbridge-expiry")
        .status(ExpirationStatus.ENABLED)
        .filter(it -> it.prefix("AWSLogs/"))
        .expiration(it -> it.days(resources.retentionDays()))
        .build();
  }

  private static LifecycleRule abandonedUploads() {
    return LifecycleRule.builder()
        .id("trailbridge-abandoned-uploads")
        .status(ExpirationStatus.ENABLED)
        .filter(it -> it.prefix("AWSLogs/"))
        .abortIncompleteMultipartUpload(it -> it.daysAfterInitiation(ABANDONED_DAYS))
        .build();
  }

  private ServerSideEncryptionByDefault wantedEncryption() {
    var key = resources.kmsKeyArn();
    return key == null
        ? ServerSideEncryptionByDefault.builder().sseAlgorithm(ServerSideEncryption.AES256).build()
        : ServerSideEncryptionByDefault.builder()
            .sseAlgorithm(ServerSideEncryption.AWS_KMS)
            .kmsMasterKeyID(key.value())
            .build();
  }

  private static boolean isEnforced(OwnershipControlsRule rule) {
    return rule.objectOwnership() == ObjectOwnership.BUCKET_OWNER_ENFORCED;
  }

  private <T> Optional<T> find(String action, Supplier<T> call) {
    return target.session().find(action, target.names().bucketArn().value(), call);
  }

  private void call(String action, Supplier<?> call) {
    target.session().change(action, target.names().bucketArn().value(), call);
  }
}
