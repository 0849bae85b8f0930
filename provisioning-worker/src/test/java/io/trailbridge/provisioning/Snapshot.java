package io.trailbridge.provisioning;

import io.trailbridge.contracts.shared.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

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
        CloudTrailClient cloudTrail = customer.cloudTrail(connection);
        SqsClient sqs = customer.sqs(connection);
        LambdaClient lambda = customer.lambda(connection);
        CloudWatchLogsClient logs = customer.logs(connection)) {
      s3.listBuckets().buckets().forEach(it -> snapshot.bucket(s3, it.name()));
      sns.listTopicsPaginator().topics().forEach(it -> snapshot.topic(sns, it.topicArn()));
      sns.listSubscriptionsPaginator()
          .subscriptions()
          .forEach(it -> snapshot.subscription(sns, it));
      cloudTrail.listTrails(it -> {}).trails().stream()
          .map(it -> it.trailARN())
          .filter(it -> it.contains(":" + connection.account() + ":"))
          .forEach(it -> snapshot.trail(cloudTrail, it));
      sqs.listQueues().queueUrls().forEach(it -> snapshot.queue(sqs, it));
      lambda.listFunctions().functions().forEach(it -> snapshot.function(lambda, it));
      lambda.listEventSourceMappings(it -> {}).eventSourceMappings().forEach(snapshot::mapping);
      logs.describeLogGroups(it -> {}).logGroups().forEach(it -> snapshot.logGroup(logs, it));
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
    add(
        "key",
        () ->
            sns.getTopicAttributes(it -> it.topicArn(arn))
                .attributes()
                .getOrDefault("KmsMasterKeyId", ""));
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
    // Whether its selectors were ever written does not matter: they are told below.
    add(
        "trail",
        () ->
            cloudTrail.getTrail(it -> it.name(arn)).trail().toBuilder()
                .hasCustomEventSelectors(null)
                .build());
    add("logging", () -> cloudTrail.getTrailStatus(it -> it.name(arn)).isLogging());
    add("selectors", () -> selectors(cloudTrail.getEventSelectors(it -> it.trailName(arn))));
    add("tags", () -> cloudTrail.listTags(it -> it.resourceIdList(arn)).resourceTagList());
  }

  /** What is left out is as good as an empty list. */
  private static List<String> selectors(GetEventSelectorsResponse found) {
    return found.hasAdvancedEventSelectors()
        ? found.advancedEventSelectors().stream().map(String::valueOf).toList()
        : found.eventSelectors().stream()
            .map(
                it ->
                    it.readWriteType()
                        + " "
                        + it.includeManagementEvents()
                        + it.dataResources()
                        + it.excludeManagementEventSources())
            .toList();
  }

  private void queue(SqsClient sqs, String url) {
    add("queue", () -> url);
    for (QueueAttributeName name :
        List.of(
            QueueAttributeName.POLICY,
            QueueAttributeName.MESSAGE_RETENTION_PERIOD,
            QueueAttributeName.VISIBILITY_TIMEOUT,
            QueueAttributeName.KMS_MASTER_KEY_ID)) {
      add(
          name.toString(),
          () ->
              sqs.getQueueAttributes(it -> it.queueUrl(url).attributeNames(name))
                  .attributes()
                  .getOrDefault(name, ""));
    }
    add("tags", () -> new TreeMap<>(sqs.listQueueTags(it -> it.queueUrl(url)).tags()));
  }

  private void function(LambdaClient lambda, FunctionConfiguration found) {
    String name = found.functionName();
    add("function", () -> name);
    add("code", () -> found.codeSha256());
    add("run", () -> found.runtimeAsString() + " " + found.handler() + " " + found.role());
    add("size", () -> found.timeout() + " " + found.memorySize());
    add(
        "key",
        () ->
            lambda
                .getFunctionConfiguration(it -> it.functionName(name))
                .environment()
                .variables()
                .get("TRAILBRIDGE_KEY"));
    add(
        "logs",
        () ->
            lambda
                .getFunctionConfiguration(it -> it.functionName(name))
                .loggingConfig()
                .logGroup());
    add("tags", () -> lambda.listTags(it -> it.resource(found.functionArn())).tags().keySet());
  }

  private void mapping(EventSourceMappingConfiguration found) {
    add("mapping", () -> found.eventSourceArn() + " " + found.functionArn());
    add(
        "feeds",
        () ->
            found.state() + " " + found.batchSize() + " " + found.functionResponseTypesAsStrings());
  }

  private void logGroup(CloudWatchLogsClient logs, LogGroup found) {
    add("log group", () -> found.logGroupName() + " " + found.retentionInDays());
    String arn =
        Arn.of(
                connection.partition(),
                "logs",
                connection.region().value(),
                connection.account().value(),
                "log-group:" + found.logGroupName())
            .value();
    add("tags", () -> new TreeMap<>(logs.listTagsForResource(it -> it.resourceArn(arn)).tags()));
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
