package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements that our bucket, topic and queue need. */
public final class Policies {
  private static final String CLOUDTRAIL = "cloudtrail.amazonaws.com";
  private static final String S3 = "s3.amazonaws.com";
  private static final String SNS = "sns.amazonaws.com";

  private Policies() {}

  /**
   * CloudTrail may look at the bucket's ACL and write below {@code AWSLogs/}, for our trail alone;
   * nobody may come without TLS.
   *
   * @param organization where the trail is an organization's: it then lives in the management
   *     account and writes below the organization's path, and below the management account's own
   *     while it is turned into one
   */
  public static List<Statement> bucket(ResourceNames names, @Nullable Organization organization) {
    Arn bucket = names.bucketArn();
    AccountId home = organization == null ? names.account() : organization.management();
    Map<String, Object> ourTrail = Map.of("aws:SourceArn", names.trailArn(home).value());
    List<String> written = new ArrayList<>();
    written.add(bucket + "/AWSLogs/" + home + "/*");
    if (organization != null) {
      written.add(bucket + "/AWSLogs/" + organization.id() + "/*");
    }
    Map<String, Object> acl =
        allow(names.sid("Acl"), CLOUDTRAIL, "s3:GetBucketAcl", bucket.value());
    acl.put("Condition", Map.of("StringEquals", ourTrail));
    Map<String, Object> write = allow(names.sid("Write"), CLOUDTRAIL, "s3:PutObject", written);
    Map<String, Object> conditions = new LinkedHashMap<>(ourTrail);
    conditions.put("s3:x-amz-acl", "bucket-owner-full-control");
    write.put("Condition", Map.of("StringEquals", conditions));
    return List.of(new Statement(acl), new Statement(write), tlsOnly(names, bucket));
  }

  /** S3 may publish what happens in the bucket, as long as the bucket is the account's. */
  public static List<Statement> topic(ResourceNames names, Arn bucket) {
    Map<String, Object> publish =
        allow(names.sid("Publish"), S3, "sns:Publish", names.topicArn().value());
    publish.put(
        "Condition",
        Map.of(
            "ArnEquals", Map.of("aws:SourceArn", bucket.value()),
            "StringEquals", Map.of("aws:SourceAccount", names.account().value())));
    return List.of(new Statement(publish));
  }

  /** The one topic may send to the forwarder's queue. */
  public static List<Statement> queue(ResourceNames names, Arn topic) {
    Map<String, Object> send =
        allow(names.sid("Send"), SNS, "sqs:SendMessage", names.queueArn().value());
    send.put("Condition", Map.of("ArnEquals", Map.of("aws:SourceArn", topic.value())));
    return List.of(new Statement(send));
  }

  private static Statement tlsOnly(ResourceNames names, Arn bucket) {
    Map<String, Object> deny = new LinkedHashMap<>();
    deny.put("Sid", names.sid("TlsOnly"));
    deny.put("Effect", "Deny");
    deny.put("Principal", "*");
    deny.put("Action", "s3:*");
    deny.put("Resource", List.of(bucket.value(), bucket + "/*"));
    deny.put("Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false")));
    return new Statement(deny);
  }

  private static Map<String, Object> allow(
      String sid, String service, String action, Object resource) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", sid);
    statement.put("Effect", "Allow");
    statement.put("Principal", Map.of("Service", service));
    statement.put("Action", action);
    statement.put("Resource", resource);
    return statement;
  }
}
