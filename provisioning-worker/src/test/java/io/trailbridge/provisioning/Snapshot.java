package io.trailbridge.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/**
 * All that a customer's account holds in the connection's region, whoever made it, in words that
 * are the same for every connection: two accounts that went through the same show the same.
 */
final class Snapshot {
  private final Fixture connection;
  private final List<String> lines = new ArrayList<>();

  private Snapshot(Fixture connection) {
    this.connection = connection;
  }

  static String of(Customer customer, Fixture connection) {
    Snapshot snapshot = new Snapshot(connection);
    try (S3Client s3 = customer.s3(connection);
        SnsClient sns = customer.sns(connection);
        CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
      s3.listBuckets().buckets().forEach(it -> snapshot.bucket(s3, it.name()));
      sns.listTopicsPaginator().topics().forEach(it -> snapshot.topic(sns, it.topicArn()));
      sns.listSubscriptionsPaginator()
          .subscriptions()
          .forEach(it -> snapshot.subscription(sns, it));
      cloudTrail.listTrails(it -> {}).trails().stream()
          .map(it -> it.trailARN())
          .filter(it -> it.contains(":" + connection.account() + ":"))
          .forEach(it -> snapshot.trail(cloudTrail, it));
    }
    return String.join("\n", snapshot.lines);
  }

  private void bucket(S3Client s3, String name) {
    add("bucket", () -> name);
    add("location", () -> s3.getBucketLocation(it -> it.bucket(name)));
    add("tags", () -> s3.getBucketTagging(it -> it.bucket(name)));
    add("public access", () -> s3.getPublicAccessBlock(it -> it.bucket(name)));
    add("ownership", () -> s3.getBucketOwnershipControls(it -> it.bucket(name)));
    add("encryption", () -> s3.getBucketEncryption(it -> it.bucket(name)));
    add("versioning", () -> s3.getBucketVersioning(it -> it.bucket(name)));
    add("lifecycle", () -> s3.getBucketLifecycleConfiguration(it -> it.bucket(name)));
    add("policy", () -> s3.getBucketPolicy(it -> it.bucket(name)));
    add("notification", () -> s3.getBucketNotificationConfiguration(it -> it.bucket(name)));
    add("objects", () -> s3.listObjectsV2(it -> it.bucket(name)).keyCount());
  }

  private void topic(SnsClient sns, String arn) {
    add("topic", () -> arn);
    add("policy", () -> sns.getTopicAttributes(it -> it.topicArn(arn)).attributes().get("Policy"));
    add(
        "signature",
        () -> sns.getTopicAttributes(it -> it.topicArn(arn)).attributes().get("SignatureVersion"));
    add("tags", () -> sns.listTagsForResource(it -> it.resourceArn(arn)).tags());
  }

  private void subscription(SnsClient sns, Subscription found) {
    add("subscription", () -> found);
    add(
        "delivery",
        () ->
            sns.getSubscriptionAttributes(it -> it.subscriptionArn(found.subscriptionArn()))
                .attributes()
                .get("DeliveryPolicy"));
  }

  private void trail(CloudTrailClient cloudTrail, String arn) {
    add("trail", () -> cloudTrail.getTrail(it -> it.name(arn)).trail());
    add("logging", () -> cloudTrail.getTrailStatus(it -> it.name(arn)).isLogging());
    add("selectors", () -> cloudTrail.getEventSelectors(it -> it.trailName(arn)));
    add("tags", () -> cloudTrail.listTags(it -> it.resourceIdList(arn)).resourceTagList());
  }

  private void add(String what, Supplier<?> found) {
    String value;
    try {
      value = String.valueOf(found.get());
    } catch (AwsServiceException e) {
      value = e.awsErrorDetails().errorCode();
    }
    lines.add(what + " " + anywhere(value));
  }

  private String anywhere(String text) {
    return text.replace(connection.id().hex(), "HEX")
        .replace(connection.id().toString(), "UUID")
        .replace(connection.account().value(), "ACCOUNT")
        .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID")
        .replaceAll("\\bo-[a-z0-9]{10,32}", "ORGANIZATION");
  }
}
