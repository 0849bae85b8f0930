package io.trailbridge.provisioning;

import static io.trailbridge.provisioning.connection.domain.CheckCode.BUCKET_POLICY;
import static io.trailbridge.provisioning.connection.domain.CheckCode.BUCKET_SETTINGS;
import static io.trailbridge.provisioning.connection.domain.CheckCode.EVENT_SELECTORS;
import static io.trailbridge.provisioning.connection.domain.CheckCode.EXTERNAL_ID_ENFORCED;
import static io.trailbridge.provisioning.connection.domain.CheckCode.FORWARDER_FUNCTION;
import static io.trailbridge.provisioning.connection.domain.CheckCode.FORWARDER_MAPPING;
import static io.trailbridge.provisioning.connection.domain.CheckCode.FORWARDER_QUEUE;
import static io.trailbridge.provisioning.connection.domain.CheckCode.FORWARDER_ROLE;
import static io.trailbridge.provisioning.connection.domain.CheckCode.NEWEST_OBJECT_READABLE;
import static io.trailbridge.provisioning.connection.domain.CheckCode.NOTIFICATION;
import static io.trailbridge.provisioning.connection.domain.CheckCode.ROLE_ASSUMABLE;
import static io.trailbridge.provisioning.connection.domain.CheckCode.SUBSCRIPTION_CONFIRMED;
import static io.trailbridge.provisioning.connection.domain.CheckCode.TOPIC_POLICY;
import static io.trailbridge.provisioning.connection.domain.CheckCode.TRAIL_EXISTS;
import static io.trailbridge.provisioning.connection.domain.CheckCode.TRAIL_LOGGING;
import static io.trailbridge.provisioning.connection.domain.CheckCode.TRAIL_SCOPE;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.domain.CheckCode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.cloudtrail.model.Tag;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Filter;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.TopicConfiguration;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Something that a customer does to what is ours, or to what we use of theirs.
 *
 * @param link of the verification that tells it
 * @param ours whether it is ours to mend
 */
record Alteration(String what, CheckCode link, boolean ours, BiConsumer<Customer, Fixture> act) {

  private static final String TRUSTS_ANOTHER =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
       "Principal":{"Service":"ec2.amazonaws.com"}}]}
      """;

  private interface OnTrail {
    void act(CloudTrailClient cloudTrail, String trail);
  }

  private interface OnBucket {
    void act(S3Client s3, String bucket);
  }

  private interface OnTopic {
    void act(SnsClient sns, String topic);
  }

  private interface OnQueue {
    void act(SqsClient sqs, String url);
  }

  private interface OnFunction {
    void act(LambdaClient lambda, String name);
  }

  /** All that can be done to a connection of this delivery with resources of ours. */
  static List<Alteration> of(Fixture connection) {
    return of(connection, false);
  }

  /**
   * All that can be done to a connection of this delivery and these resources.
   *
   * @param topic whether a trail of theirs has one
   */
  static List<Alteration> of(Fixture connection, boolean topic) {
    List<Alteration> all =
        switch (connection.resources()) {
          case Resources.New _ -> all();
          case Resources.Existing _ -> topic ? onExistingWithTopic() : onExisting();
        };
    return switch (connection.delivery()) {
      case PULL -> all;
      case PUSH -> {
        List<Alteration> pushing = new ArrayList<>(all);
        pushing.removeIf(it -> it.link() == SUBSCRIPTION_CONFIRMED);
        pushing.addAll(ofForwarder());
        // An environment that a key encrypts is not shown to us.
        pushing.removeIf(it -> it.what().contains("secret") && hasKey(connection));
        yield pushing;
      }
    };
  }

  private static boolean hasKey(Fixture connection) {
    return connection.resources() instanceof Resources.New ours && ours.kmsKeyArn() != null;
  }

  /** What can be done to a forwarder, and to the subscription that leads to it. */
  static List<Alteration> ofForwarder() {
    return List.of(
        forwarderRole(
            "forwarder's role deleted",
            (customer, it) ->
                customer.onForwarderRole(
                    it,
                    (iam, name) -> {
                      iam.deleteRolePolicy(p -> p.roleName(name).policyName("trailbridge"));
                      iam.deleteRole(r -> r.roleName(name));
                    })),
        forwarderRole(
            "forwarder's role that lets Lambda in no more",
            (customer, it) ->
                customer.onForwarderRole(
                    it,
                    (iam, name) ->
                        iam.updateAssumeRolePolicy(
                            r -> r.roleName(name).policyDocument(TRUSTS_ANOTHER)))),
        forwarderRole("forwarder's role that may not read its queue", withoutRight("Sqs")),
        forwarderRole("forwarder's role that may not read log files", withoutRight("S3")),
        forwarderRole("forwarder's role that may not write its log", withoutRight("Logs")),
        queue("queue deleted", (it, url) -> it.deleteQueue(q -> q.queueUrl(url))),
        queue(
            "queue that lets nobody in", (it, url) -> set(it, url, QueueAttributeName.POLICY, "")),
        queue(
            "queue that forgets",
            (it, url) -> set(it, url, QueueAttributeName.MESSAGE_RETENTION_PERIOD, "3600")),
        queue(
            "queue that is impatient",
            (it, url) -> set(it, url, QueueAttributeName.VISIBILITY_TIMEOUT, "200")),
        queue(
            "queue with a key",
            (it, url) -> set(it, url, QueueAttributeName.KMS_MASTER_KEY_ID, "alias/theirs")),
        notMended(
            queue(
                "queue without its tags",
                (it, url) ->
                    it.untagQueue(q -> q.queueUrl(url).tagKeys("trailbridge:connection")))),
        function(
            "function deleted",
            FORWARDER_FUNCTION,
            (it, name) -> it.deleteFunction(f -> f.functionName(name))),
        function(
            "function of other code",
            FORWARDER_FUNCTION,
            (it, name) -> {
              SdkBytes zip = SdkBytes.fromByteArray(LogFiles.zip("forwarder.py", "other = 1"));
              it.updateFunctionCode(f -> f.functionName(name).zipFile(zip));
            }),
        function(
            "function without its secret",
            FORWARDER_FUNCTION,
            (it, name) ->
                it.updateFunctionConfiguration(
                    f -> f.functionName(name).environment(e -> e.variables(Map.of("A", "b"))))),
        function(
            "function that is cut short",
            FORWARDER_FUNCTION,
            (it, name) -> it.updateFunctionConfiguration(f -> f.functionName(name).timeout(3))),
        function(
            "function without its revision",
            FORWARDER_FUNCTION,
            (it, name) -> untag(it, name, "trailbridge:revision")),
        notMended(
            function(
                "function without its tags",
                FORWARDER_FUNCTION,
                (it, name) -> untag(it, name, "trailbridge:connection"))),
        logs("log group deleted", (it, name) -> it.deleteLogGroup(g -> g.logGroupName(name))),
        logs(
            "log group that keeps for ever",
            (it, name) -> it.deleteRetentionPolicy(g -> g.logGroupName(name))),
        function(
            "mapping deleted",
            FORWARDER_MAPPING,
            (it, name) -> it.deleteEventSourceMapping(m -> m.uuid(mapping(it, name)))),
        function(
            "mapping disabled",
            FORWARDER_MAPPING,
            (it, name) ->
                it.updateEventSourceMapping(m -> m.uuid(mapping(it, name)).enabled(false))),
        function(
            "mapping that filters",
            FORWARDER_MAPPING,
            (it, name) -> {
              Filter all = Filter.builder().pattern("{}").build();
              it.updateEventSourceMapping(
                  m -> m.uuid(mapping(it, name)).filterCriteria(c -> c.filters(all)));
            }),
        function(
            "mapping that takes failures for success",
            FORWARDER_MAPPING,
            (it, name) ->
                it.updateEventSourceMapping(
                    m -> m.uuid(mapping(it, name)).functionResponseTypes(List.of()))),
        topic(
            "queue unsubscribed",
            SUBSCRIPTION_CONFIRMED,
            (it, arn) -> it.unsubscribe(s -> s.subscriptionArn(subscription(it, arn)))),
        topic(
            "queue subscribed with envelopes",
            SUBSCRIPTION_CONFIRMED,
            (it, arn) -> setOnSubscription(it, arn, "RawMessageDelivery", "false")));
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
        new Alteration(
            "trail with a key",
            TRAIL_SCOPE,
            true,
            (customer, connection) -> {
              String key = customer.createKey(connection).value();
              try (CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
                cloudTrail.updateTrail(t -> t.name(trailOf(connection).value()).kmsKeyId(key));
              }
            }),
        new Alteration(
            "trail that writes elsewhere in the bucket",
            TRAIL_SCOPE,
            true,
            (customer, connection) -> {
              String bucket = connection.bucket();
              try (S3Client s3 = customer.s3(connection);
                  CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
                String policy = s3.getBucketPolicy(it -> it.bucket(bucket)).policy();
                String wider = policy.replace("/AWSLogs/", "/audit/AWSLogs/");
                s3.putBucketPolicy(it -> it.bucket(bucket).policy(wider));
                cloudTrail.updateTrail(
                    t -> t.name(trailOf(connection).value()).s3KeyPrefix("audit"));
                s3.putBucketPolicy(it -> it.bucket(bucket).policy(policy));
              }
            }),
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
        topic(
            "topic with a key",
            TOPIC_POLICY,
            (it, arn) -> set(it, arn, "KmsMasterKeyId", "alias/theirs")),
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

  /** Around a trail of the customer's that has no topic: ours are topic, entry and subscription. */
  static List<Alteration> onExisting() {
    List<Alteration> rows = new ArrayList<>();
    rows.addAll(withLinks(NOTIFICATION, TOPIC_POLICY, SUBSCRIPTION_CONFIRMED));
    withLinks(TRAIL_EXISTS, TRAIL_LOGGING, EVENT_SELECTORS).stream()
        .map(Alteration::notMended)
        .forEach(rows::add);
    rows.add(
        notMended(
            bucket(
                "their bucket deleted",
                NOTIFICATION,
                (it, name) -> it.deleteBucket(b -> b.bucket(name)))));
    rows.add(
        notMended(
            bucket(
                "somebody else told of the files",
                NOTIFICATION,
                (it, name) -> {
                  TopicConfiguration ours =
                      it.getBucketNotificationConfiguration(b -> b.bucket(name))
                          .topicConfigurations()
                          .getFirst();
                  String other = new Arn(ours.topicArn()).resource();
                  TopicConfiguration entry =
                      ours.toBuilder()
                          .id("theirs")
                          .topicArn(ours.topicArn().replace(other, "their-topic"))
                          .build();
                  it.putBucketNotificationConfiguration(
                      b ->
                          b.bucket(name)
                              .notificationConfiguration(n -> n.topicConfigurations(entry)));
                })));
    rows.add(closed());
    return rows;
  }

  /** Around a trail of the customer's that has a topic: ours is the subscription alone. */
  static List<Alteration> onExistingWithTopic() {
    List<Alteration> rows = new ArrayList<>(withLinks(SUBSCRIPTION_CONFIRMED));
    rows.add(
        notMended(
            topic(
                "their topic deleted",
                SUBSCRIPTION_CONFIRMED,
                (it, arn) -> it.deleteTopic(t -> t.topicArn(arn)))));
    rows.add(
        notMended(
            bucket(
                "their bucket deleted",
                NEWEST_OBJECT_READABLE,
                (it, name) -> it.deleteBucket(b -> b.bucket(name)))));
    return rows;
  }

  /** To an organization's trail that was there before. */
  static List<Alteration> onOrganizations() {
    return List.of(
        notMended(
            trail(
                "trail of one account",
                TRAIL_SCOPE,
                (it, arn) -> it.updateTrail(t -> t.name(arn).isOrganizationTrail(false)))));
  }

  /** A log file that the bucket's policy denies to the access role. */
  private static Alteration closed() {
    return new Alteration(
        "log files closed to the access role",
        NEWEST_OBJECT_READABLE,
        false,
        (customer, connection) -> {
          String bucket = bucketOf(customer, connection);
          String key =
              "AWSLogs/%s/CloudTrail/%s/%s/a.json.gz"
                  .formatted(
                      connection.account(),
                      connection.region(),
                      DateTimeFormatter.ofPattern("yyyy/MM/dd")
                          .withZone(ZoneOffset.UTC)
                          .format(Instant.now()));
          String deny =
              """
              {"Effect":"Deny","Principal":{"AWS":"%s"},"Action":"s3:GetObject","Resource":"%s"},
              """
                  .formatted(connection.role(), "arn:aws:s3:::" + bucket + "/*");
          try (S3Client s3 = customer.s3(connection)) {
            s3.putObject(it -> it.bucket(bucket).key(key), RequestBody.fromString("x"));
            String policy = s3.getBucketPolicy(it -> it.bucket(bucket)).policy();
            String closed = policy.replace("\"Statement\":[", "\"Statement\":[" + deny);
            s3.putBucketPolicy(it -> it.bucket(bucket).policy(closed));
          }
        });
  }

  private static List<Alteration> withLinks(CheckCode... links) {
    return all().stream().filter(it -> List.of(links).contains(it.link())).toList();
  }

  private static Arn trailOf(Fixture connection) {
    return switch (connection.resources()) {
      case Resources.New _ -> connection.names().trailArn();
      case Resources.Existing theirs -> theirs.trailArn();
    };
  }

  private static String bucketOf(Customer customer, Fixture connection) {
    return switch (connection.resources()) {
      case Resources.New _ -> connection.bucket();
      case Resources.Existing _ -> described(customer, connection).s3BucketName();
    };
  }

  private static String topicOf(Customer customer, Fixture connection) {
    String ours = connection.names().topicArn().value();
    return switch (connection.resources()) {
      case Resources.New _ -> ours;
      case Resources.Existing _ ->
          Objects.requireNonNullElse(described(customer, connection).snsTopicARN(), ours);
    };
  }

  private static Trail described(Customer customer, Fixture connection) {
    try (CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
      return cloudTrail.getTrail(it -> it.name(trailOf(connection).value())).trail();
    }
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
            act.act(cloudTrail, trailOf(connection).value());
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
            act.act(s3, bucketOf(customer, connection));
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
            act.act(sns, topicOf(customer, connection));
          }
        });
  }

  private static Alteration queue(String what, OnQueue act) {
    return new Alteration(
        what,
        FORWARDER_QUEUE,
        true,
        (customer, connection) -> {
          try (SqsClient sqs = customer.sqs(connection)) {
            String name = connection.names().name();
            act.act(sqs, sqs.getQueueUrl(it -> it.queueName(name)).queueUrl());
          }
        });
  }

  private static Alteration function(String what, CheckCode link, OnFunction act) {
    return new Alteration(
        what,
        link,
        true,
        (customer, connection) -> {
          try (LambdaClient lambda = customer.lambda(connection)) {
            act.act(lambda, connection.names().name());
          }
        });
  }

  /** The customer's to mend, by the script. */
  private static Alteration forwarderRole(String what, BiConsumer<Customer, Fixture> act) {
    return new Alteration(what, FORWARDER_ROLE, false, act);
  }

  private static BiConsumer<Customer, Fixture> withoutRight(String sid) {
    return (customer, it) ->
        customer.setForwarderPolicy(it, PublishedPolicy.ofForwarder(it).without(sid));
  }

  private static Alteration logs(String what, BiConsumer<CloudWatchLogsClient, String> act) {
    return new Alteration(
        what,
        FORWARDER_FUNCTION,
        true,
        (customer, connection) -> {
          try (CloudWatchLogsClient logs = customer.logs(connection)) {
            act.accept(logs, connection.names().name());
          }
        });
  }

  private static void set(SqsClient sqs, String url, QueueAttributeName name, String value) {
    sqs.setQueueAttributes(it -> it.queueUrl(url).attributes(Map.of(name, value)));
  }

  private static void untag(LambdaClient lambda, String name, String tag) {
    String arn = lambda.getFunctionConfiguration(it -> it.functionName(name)).functionArn();
    lambda.untagResource(it -> it.resource(arn).tagKeys(tag));
  }

  private static String mapping(LambdaClient lambda, String name) {
    return lambda.listEventSourceMappings(it -> {}).eventSourceMappings().stream()
        .filter(it -> it.functionArn().endsWith(":" + name))
        .findFirst()
        .orElseThrow()
        .uuid();
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
