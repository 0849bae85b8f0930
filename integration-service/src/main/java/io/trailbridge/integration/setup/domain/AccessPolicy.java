package io.trailbridge.integration.setup.domain;

import static io.trailbridge.integration.setup.domain.PolicyStatement.actions;
import static io.trailbridge.integration.setup.domain.PolicyStatement.allow;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.Arn;
import java.util.ArrayList;
import java.util.List;

/**
 * The policy of the access role: what our worker may do for one connection. Exact actions on exact
 * ARNs, a statement for each service; {@code *} only where AWS's service authorization reference
 * has no resource type for the action.
 */
public final class AccessPolicy {
  private AccessPolicy() {}

  /** For the wish as it stands, and what is known of the account. */
  public static PolicyDocument of(PolicyScope scope) {
    List<PolicyStatement> statements = new ArrayList<>();
    switch (scope.resources()) {
      case Resources.New _ -> {
        ownBucket(scope, statements);
        ownTopic(scope, statements);
        ownTrail(scope, statements);
      }
      case Resources.Existing theirs -> {
        theirBucket(scope, theirs, statements);
        theirTopic(scope, theirs, statements);
        statements.add(
            allow(
                "CloudTrail",
                actions("cloudtrail", "GetEventSelectors", "GetTrailStatus"),
                List.of(theirs.trailArn().value())));
      }
    }
    statements.add(allow("CloudTrailList", actions("cloudtrail", "DescribeTrails"), List.of("*")));
    if (scope.organization()) {
      statements.add(
          allow(
              "Organizations",
              actions(
                  "organizations",
                  "DescribeOrganization",
                  "ListAWSServiceAccessForOrganization",
                  "ListAccounts",
                  "ListDelegatedAdministrators"),
              List.of("*")));
    }
    kms(scope, statements);
    if (!scope.pull()) {
      ForwarderParts.addTo(statements, scope);
    }
    return new PolicyDocument(statements);
  }

  private static void ownBucket(PolicyScope scope, List<PolicyStatement> statements) {
    String bucket = scope.names().bucket().value();
    List<String> actions =
        new ArrayList<>(
            actions(
                "s3",
                "AbortMultipartUpload",
                "CreateBucket",
                "DeleteBucket",
                "DeleteObjectVersion",
                "GetBucketNotification",
                "GetBucketOwnershipControls",
                "GetBucketPolicy",
                "GetBucketPublicAccessBlock",
                "GetBucketTagging",
                "GetEncryptionConfiguration",
                "GetLifecycleConfiguration"));
    if (scope.pull()) {
      actions.addAll(actions("s3", "GetObject"));
    }
    actions.addAll(
        actions(
            "s3",
            "ListBucketMultipartUploads",
            "ListBucketVersions",
            "PutBucketNotification",
            "PutBucketOwnershipControls",
            "PutBucketPolicy",
            "PutBucketPublicAccessBlock",
            "PutBucketTagging",
            "PutEncryptionConfiguration",
            "PutLifecycleConfiguration"));
    statements.add(allow("S3", actions, List.of(bucket, bucket + "/AWSLogs/*")));
    if (scope.pull()) {
      statements.add(LogFiles.of(scope).listing());
    } else {
      // HeadBucket is ListBucket without a prefix; nothing is listed below AWSLogs/.
      statements.add(
          allow("S3Head", actions("s3", "ListBucket"), List.of(bucket))
              .when("Null", "s3:prefix", "true"));
    }
  }

  private static void theirBucket(
      PolicyScope scope, Resources.Existing theirs, List<PolicyStatement> statements) {
    LogFiles files = LogFiles.of(scope);
    // In another account nothing is ever written, and without a topic of its own that is asked for
    // first.
    boolean mayNotify = theirs.bucketAccountId() == null && theirs.topicArn() == null;
    List<String> actions =
        new ArrayList<>(actions("s3", "GetBucketLocation", "GetBucketNotification"));
    if (mayNotify) {
      actions.addAll(actions("s3", "PutBucketNotification"));
    }
    statements.add(new PolicyStatement("S3", actions, List.of(files.bucket()), files.owner()));
    if (scope.pull()) {
      statements.add(
          new PolicyStatement(
              "S3Read", actions("s3", "GetObject"), files.objects(), files.owner()));
      statements.add(files.listing());
    }
  }

  private static void ownTopic(PolicyScope scope, List<PolicyStatement> statements) {
    statements.add(
        allow(
            "Sns",
            subscribing(
                scope,
                "CreateTopic",
                "DeleteTopic",
                "GetSubscriptionAttributes",
                "GetTopicAttributes",
                "ListSubscriptionsByTopic",
                "ListTagsForResource",
                "SetSubscriptionAttributes",
                "SetTopicAttributes",
                "Subscribe",
                "TagResource",
                "Unsubscribe"),
            withSubscriptions(scope.names().regional("sns", scope.names().name()).value())));
  }

  private static void theirTopic(
      PolicyScope scope, Resources.Existing theirs, List<PolicyStatement> statements) {
    String topic;
    if (theirs.topicArn() != null) {
      topic = theirs.topicArn().value();
    } else if (scope.knownTopic().isPresent()) {
      topic = scope.knownTopic().get().value();
    } else {
      // The trail's own topic, if it has one, is known once the trail was read; else ours is made.
      if (theirs.bucketAccountId() == null) {
        ownTopic(scope, statements);
      }
      Arn trail = theirs.trailArn();
      topic = Arn.of(scope.partition(), "sns", trail.region(), trail.account(), "*").value();
    }
    statements.add(
        allow(
            "SnsTheirs",
            subscribing(
                scope,
                "GetSubscriptionAttributes",
                "ListSubscriptionsByTopic",
                "SetSubscriptionAttributes",
                "Subscribe",
                "Unsubscribe"),
            topic.endsWith("*") ? List.of(topic) : withSubscriptions(topic)));
  }

  private static void ownTrail(PolicyScope scope, List<PolicyStatement> statements) {
    String trail = "trail/" + scope.names().name();
    List<String> arns = new ArrayList<>();
    arns.add(scope.names().regional("cloudtrail", trail).value());
    if (scope.organization()) {
      // A delegated administrator's trail lives in the management account.
      arns.add(
          Arn.of(scope.partition(), "cloudtrail", scope.names().region().value(), "*", trail)
              .value());
    }
    statements.add(
        allow(
            "CloudTrail",
            actions(
                "cloudtrail",
                "AddTags",
                "CreateTrail",
                "DeleteTrail",
                "GetEventSelectors",
                "GetTrailStatus",
                "ListTags",
                "PutEventSelectors",
                "StartLogging",
                "UpdateTrail"),
            arns));
    if (scope.organization()) {
      statements.add(
          allow(
              "Iam",
              actions("iam", "GetRole"),
              List.of(RunnerPolicy.trailRole(scope.partition(), scope.names().account().value()))));
    }
  }

  private static void kms(PolicyScope scope, List<PolicyStatement> statements) {
    Arn key = scope.kmsKey();
    if (key == null) {
      return;
    }
    if (scope.pull()) {
      statements.add(allow("Kms", actions("kms", "Decrypt"), List.of(key.value())));
    } else {
      statements.add(
          allow("KmsLambda", actions("kms", "CreateGrant", "Encrypt"), List.of(key.value()))
              .when(
                  "StringEquals",
                  "kms:ViaService",
                  "lambda."
                      + scope.names().region().value()
                      + "."
                      + scope.partition().dnsSuffix()));
    }
  }

  /** A forwarder's queue is the account's own, and nobody has to confirm its subscription. */
  private static List<String> subscribing(PolicyScope scope, String... names) {
    List<String> actions = new ArrayList<>();
    if (scope.pull()) {
      actions.addAll(actions("sns", "ConfirmSubscription"));
    }
    actions.addAll(actions("sns", names));
    return actions;
  }

  /** A topic, and the subscriptions to it. */
  private static List<String> withSubscriptions(String topic) {
    return List.of(topic, topic + ":*");
  }
}
