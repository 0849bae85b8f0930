package io.trailbridge.provisioning;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** A trail as a customer may have it before Trailbridge came: with a bucket, maybe with a topic. */
final class TheirTrails {
  private final Customer customer;
  private final Fixture trailOwner;
  private final Fixture bucketOwner;
  private final String keyPrefix;

  /**
   * Of an account, with its bucket in the same or another one.
   *
   * @param keyPrefix what stands before AWSLogs; empty for nothing
   */
  TheirTrails(Customer customer, Fixture trailOwner, AccountId bucketAccount, String keyPrefix) {
    this.customer = customer;
    this.trailOwner = trailOwner;
    this.bucketOwner = Fixture.in(bucketAccount.value(), false);
    this.keyPrefix = keyPrefix;
  }

  /**
   * The connection, on a trail that its account has just got.
   *
   * @param topic whether the trail tells a topic of its files
   */
  static Fixture under(Customer customer, Fixture connection, boolean topic) {
    TheirTrails theirs = new TheirTrails(customer, connection, connection.account(), "");
    theirs.makeTopic();
    theirs.make(topic ? theirs.topic() : null);
    return connection.using(new Resources.Existing(theirs.trail(), null, null, null));
  }

  /** The connection of an organization, on a trail that its management account has just got. */
  static Fixture underOrganizations(Customer customer, Fixture connection) {
    Fixture under = under(customer, connection, false);
    new TheirTrails(customer, connection, connection.account(), "").makeOrganizations();
    return under;
  }

  Arn trail() {
    return Arn.of(
        Partition.AWS, "cloudtrail", "eu-central-1", trailOwner.account().value(), "trail/theirs");
  }

  String bucket() {
    return "theirs-" + trailOwner.id().hex();
  }

  Arn topic() {
    return Arn.of(
        Partition.AWS, "sns", "eu-central-1", bucketOwner.account().value(), "their-topic");
  }

  String key(String path) {
    return prefix()
        + "AWSLogs/%s/CloudTrail/eu-central-1/%s.json.gz".formatted(trailOwner.account(), path);
  }

  /** Makes bucket and trail; the bucket's policy has room for more statements. */
  void make(@Nullable Arn topic, String... moreOfTheBucketsPolicy) {
    makeBucket("eu-central-1", moreOfTheBucketsPolicy);
    try (CloudTrailClient cloudTrail = customer.cloudTrail(trailOwner)) {
      cloudTrail.createTrail(
          it ->
              it.name("theirs")
                  .s3BucketName(bucket())
                  .s3KeyPrefix(keyPrefix.isEmpty() ? null : keyPrefix)
                  .snsTopicName(topic == null ? null : topic.value())
                  .isMultiRegionTrail(true));
      cloudTrail.startLogging(it -> it.name("theirs"));
    }
  }

  /** What the organization's management account may do to a trail of its own. */
  void makeOrganizations() {
    try (CloudTrailClient cloudTrail = customer.cloudTrail(trailOwner)) {
      cloudTrail.updateTrail(it -> it.name("theirs").isOrganizationTrail(true));
    }
  }

  void makeBucket(String region, String... morePolicy) {
    try (S3Client s3 = customer.s3(bucketOwner)) {
      s3.createBucket(
          it -> it.bucket(bucket()).createBucketConfiguration(c -> c.locationConstraint(region)));
    }
    setBucketPolicy(morePolicy);
  }

  void setBucketPolicy(String... more) {
    List<String> statements = new ArrayList<>();
    statements.add(
        """
        {"Sid":"TheirAcl","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},
         "Action":"s3:GetBucketAcl","Resource":"arn:aws:s3:::%1$s"}
        """
            .formatted(bucket()));
    statements.add(
        """
        {"Sid":"TheirWrite","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},
         "Action":"s3:PutObject","Resource":"arn:aws:s3:::%1$s/*"}
        """
            .formatted(bucket()));
    statements.addAll(List.of(more));
    try (S3Client s3 = customer.s3(bucketOwner)) {
      s3.putBucketPolicy(it -> it.bucket(bucket()).policy(document(statements)));
    }
  }

  /** Makes the topic; its policy lets CloudTrail and S3 publish, and has room for more. */
  void makeTopic(String... morePolicy) {
    try (SnsClient sns = customer.sns(bucketOwner)) {
      sns.createTopic(
          it -> it.name("their-topic").attributes(Map.of("Policy", topicPolicy(morePolicy))));
    }
  }

  void setTopicPolicy(String... more) {
    try (SnsClient sns = customer.sns(bucketOwner)) {
      sns.setTopicAttributes(
          it ->
              it.topicArn(topic().value())
                  .attributeName("Policy")
                  .attributeValue(topicPolicy(more)));
    }
  }

  private String topicPolicy(String... more) {
    List<String> statements = new ArrayList<>();
    statements.add(
        """
        {"Sid":"Theirs","Effect":"Allow",
         "Principal":{"Service":["cloudtrail.amazonaws.com","s3.amazonaws.com"]},
         "Action":"sns:Publish","Resource":"%s"}
        """
            .formatted(topic()));
    statements.addAll(List.of(more));
    return document(statements);
  }

  private String prefix() {
    return keyPrefix.isEmpty() ? "" : keyPrefix + "/";
  }

  private static String document(List<String> statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }
}
