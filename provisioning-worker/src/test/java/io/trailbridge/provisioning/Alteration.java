package io.trailbridge.provisioning;

import static io.trailbridge.provisioning.connection.domain.CheckCode.BUCKET_POLICY;
import static io.trailbridge.provisioning.connection.domain.CheckCode.BUCKET_SETTINGS;
import static io.trailbridge.provisioning.connection.domain.CheckCode.EVENT_SELECTORS;
import static io.trailbridge.provisioning.connection.domain.CheckCode.EXTERNAL_ID_ENFORCED;
import static io.trailbridge.provisioning.connection.domain.CheckCode.NOTIFICATION;
import static io.trailbridge.provisioning.connection.domain.CheckCode.ROLE_ASSUMABLE;
import static io.trailbridge.provisioning.connection.domain.CheckCode.SUBSCRIPTION_CONFIRMED;
import static io.trailbridge.provisioning.connection.domain.CheckCode.TOPIC_POLICY;
import static io.trailbridge.provisioning.connection.domain.CheckCode.TRAIL_EXISTS;
import static io.trailbridge.provisioning.connection.domain.CheckCode.TRAIL_LOGGING;
import static io.trailbridge.provisioning.connection.domain.CheckCode.TRAIL_SCOPE;

import io.trailbridge.provisioning.connection.domain.CheckCode;
import java.util.List;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.cloudtrail.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.TopicConfiguration;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Something that a customer does to what is ours.
 *
 * @param link of the verification that tells it
 * @param ours whether it is ours to mend
 */
record Alteration(String what, CheckCode link, boolean ours, BiConsumer<Customer, Fixture> act) {

  private interface OnTrail {
    void act(CloudTrailClient cloudTrail, String trail);
  }

  private interface OnBucket {
    void act(S3Client s3, String bucket);
  }

  private interface OnTopic {
    void act(SnsClient sns, String topic);
  }

  static List<Alteration> all() {
    return List.of(
        trail("trail deleted", TRAIL_EXISTS, (it, arn) -> it.deleteTrail(t -> t.name(arn))),
        trail("logging stopped", TRAIL_LOGGING, (it, arn) -> it.stopLogging(t -> t.name(arn))),
        trail(
            "trail of one region",
            TRAIL_SCOPE,
            (it, arn) -> it.updateTrail(t -> t.name(arn).isMultiRegionTrail(false))),
        trail(
            "files not validated",
            TRAIL_SCOPE,
            (it, arn) -> it.updateTrail(t -> t.name(arn).enableLogFileValidation(false))),
        trail(
            "trail without global events",
            TRAIL_SCOPE,
            (it, arn) ->
                it.updateTrail(
                    t -> t.name(arn).isMultiRegionTrail(false).includeGlobalServiceEvents(false))),
        trail(
            "management events of writes only",
            EVENT_SELECTORS,
            (it, arn) -> {
              EventSelector writes =
                  EventSelector.builder()
                      .readWriteType(ReadWriteType.WRITE_ONLY)
                      .includeManagementEvents(true)
                      .build();
              it.putEventSelectors(t -> t.trailName(arn).eventSelectors(writes));
            }),
        notMended(
            trail(
                "trail without its tags",
                TRAIL_SCOPE,
                (it, arn) ->
                    it.removeTags(
                        t ->
                            t.resourceId(arn)
                                .tagsList(Tag.builder().key("trailbridge:connection").build())))),
        bucket(
            "bucket deleted", BUCKET_SETTINGS, (it, name) -> it.deleteBucket(b -> b.bucket(name))),
        bucket(
            "bucket open to the public",
            BUCKET_SETTINGS,
            (it, name) -> it.deletePublicAccessBlock(b -> b.bucket(name))),
        bucket(
            "bucket with ACLs",
            BUCKET_SETTINGS,
            (it, name) -> {
              OwnershipControlsRule writer =
                  OwnershipControlsRule.builder().objectOwnership("ObjectWriter").build();
              it.putBucketOwnershipControls(
                  b -> b.bucket(name).ownershipControls(o -> o.rules(writer)));
            }),
        bucket(
            "bucket without encryption",
            BUCKET_SETTINGS,
            (it, name) -> it.deleteBucketEncryption(b -> b.bucket(name))),
        bucket(
            "bucket that keeps for ever",
            BUCKET_SETTINGS,
            (it, name) -> it.deleteBucketLifecycle(b -> b.bucket(name))),
        bucket(
            "bucket without its tags",
            BUCKET_SETTINGS,
            (it, name) -> it.deleteBucketTagging(b -> b.bucket(name))),
        bucket(
            "bucket without its policy",
            BUCKET_POLICY,
            (it, name) -> it.deleteBucketPolicy(b -> b.bucket(name))),
        bucket(
            "bucket policy of another trail",
            BUCKET_POLICY,
            (it, name) -> {
              String policy = it.getBucketPolicy(b -> b.bucket(name)).policy();
              it.putBucketPolicy(
                  b -> b.bucket(name).policy(policy.replace(":trail/", ":trail/other-")));
            }),
        bucket(
            "notification emptied",
            NOTIFICATION,
            (it, name) ->
                it.putBucketNotificationConfiguration(
                    b -> b.bucket(name).notificationConfiguration(n -> n.build()))),
        bucket(
            "notification of other keys",
            NOTIFICATION,
            (it, name) -> {
              FilterRule other = FilterRule.builder().name("prefix").value("other/").build();
              TopicConfiguration entry =
                  it
                      .getBucketNotificationConfiguration(b -> b.bucket(name))
                      .topicConfigurations()
                      .getFirst()
                      .toBuilder()
                      .filter(f -> f.key(k -> k.filterRules(other)))
                      .build();
              it.putBucketNotificationConfiguration(
                  b -> b.bucket(name).notificationConfiguration(n -> n.topicConfigurations(entry)));
            }),
        topic("topic deleted", TOPIC_POLICY, (it, arn) -> it.deleteTopic(t -> t.topicArn(arn))),
        topic(
            "topic policy without S3",
            TOPIC_POLICY,
            (it, arn) -> set(it, arn, "Policy", "{\"Version\":\"2012-10-17\",\"Statement\":[]}")),
        topic(
            "topic that signs by SHA-1",
            TOPIC_POLICY,
            (it, arn) -> set(it, arn, "SignatureVersion", "1")),
        notMended(
            topic(
                "topic without its tags",
                TOPIC_POLICY,
                (it, arn) ->
                    it.untagResource(t -> t.resourceArn(arn).tagKeys("trailbridge:connection")))),
        topic(
            "subscription taken away",
            SUBSCRIPTION_CONFIRMED,
            (it, arn) -> it.unsubscribe(s -> s.subscriptionArn(subscription(it, arn)))),
        topic(
            "subscription that gives up early",
            SUBSCRIPTION_CONFIRMED,
            (it, arn) ->
                setOnSubscription(
                    it,
                    arn,
                    "DeliveryPolicy",
                    "{\"healthyRetryPolicy\":{\"numRetries\":1,\"minDelayTarget\":1,"
                        + "\"maxDelayTarget\":1}}")),
        topic(
            "subscription without envelopes",
            SUBSCRIPTION_CONFIRMED,
            (it, arn) -> setOnSubscription(it, arn, "RawMessageDelivery", "true")),
        topic(
            "subscription that filters",
            SUBSCRIPTION_CONFIRMED,
            (it, arn) -> setOnSubscription(it, arn, "FilterPolicy", "{\"a\":[\"b\"]}")),
        notMended(
            new Alteration(
                "role deleted", ROLE_ASSUMABLE, true, (customer, it) -> customer.deleteRole(it))),
        notMended(
            new Alteration(
                "role that trusts anybody",
                EXTERNAL_ID_ENFORCED,
                true,
                (customer, it) -> {
                  customer.deleteRole(it);
                  customer.createRole(it, null);
                })));
  }

  private static Alteration notMended(Alteration it) {
    return new Alteration(it.what(), it.link(), false, it.act());
  }

  private static Alteration trail(String what, CheckCode link, OnTrail act) {
    return new Alteration(
        what,
        link,
        true,
        (customer, connection) -> {
          try (CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
            act.act(cloudTrail, connection.names().trailArn().value());
          }
        });
  }

  private static Alteration bucket(String what, CheckCode link, OnBucket act) {
    return new Alteration(
        what,
        link,
        true,
        (customer, connection) -> {
          try (S3Client s3 = customer.s3(connection)) {
            act.act(s3, connection.bucket());
          }
        });
  }

  private static Alteration topic(String what, CheckCode link, OnTopic act) {
    return new Alteration(
        what,
        link,
        true,
        (customer, connection) -> {
          try (SnsClient sns = customer.sns(connection)) {
            act.act(sns, connection.names().topicArn().value());
          }
        });
  }

  private static void set(SnsClient sns, String topic, String attribute, String value) {
    sns.setTopicAttributes(it -> it.topicArn(topic).attributeName(attribute).attributeValue(value));
  }

  private static void setOnSubscription(
      SnsClient sns, String topic, String attribute, String value) {
    sns.setSubscriptionAttributes(
        it ->
            it.subscriptionArn(subscription(sns, topic))
                .attributeName(attribute)
                .attributeValue(value));
  }

  private static String subscription(SnsClient sns, String topic) {
    return sns.listSubscriptionsByTopic(it -> it.topicArn(topic))
        .subscriptions()
        .getFirst()
        .subscriptionArn();
  }
}
