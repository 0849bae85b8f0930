package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.shared.Arn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statements that policies of the customer's must have for us, and that we never write: a
 * finding shows them.
 */
public final class Grants {
  private Grants() {}

  /** For the policy of a bucket that is not ours: the access role may list and read log files. */
  public static List<Statement> reader(ResourceNames names, LogPlace place, Arn role) {
    String files = place.logFiles().prefix() + "*";
    Map<String, Object> list =
        allow(names.sid("List"), "AWS", role.value(), "s3:ListBucket", place.bucket().value());
    // IfExists: S3 tells that a file is gone only to who may list without a prefix.
    list.put("Condition", Map.of("StringLikeIfExists", Map.of("s3:prefix", files)));
    return List.of(
        new Statement(
            allow(
                names.sid("Read"),
                "AWS",
                role.value(),
                "s3:GetObject",
                place.bucket() + "/" + files)),
        new Statement(list));
  }

  /** For the policy of a topic that is not ours: the access role may subscribe the intake. */
  public static List<Statement> subscriber(ResourceNames names, LogPlace place, Arn role) {
    return List.of(
        new Statement(
            allow(
                names.sid("Subscribe"),
                "AWS",
                role.value(),
                List.of("sns:Subscribe", "sns:ListSubscriptionsByTopic"),
                place.topic().value())));
  }

  /**
   * For the policy of a key.
   *
   * @param trail whose files CloudTrail is to encrypt; null where they are encrypted already
   */
  public static List<Statement> keyUser(ResourceNames names, Arn role, @Nullable Arn trail) {
    List<Statement> statements = new ArrayList<>();
    if (trail != null) {
      Map<String, Object> encrypt =
          allow(
              names.sid("Encrypt"),
              "Service",
              "cloudtrail.amazonaws.com",
              List.of("kms:GenerateDataKey*", "kms:DescribeKey"),
              "*");
      encrypt.put("Condition", Map.of("StringEquals", Map.of("aws:SourceArn", trail.value())));
      statements.add(new Statement(encrypt));
    }
    statements.add(
        new Statement(
            allow(
                names.sid("Decrypt"),
                "AWS",
                role.value(),
                List.of("kms:Decrypt", "kms:DescribeKey"),
                "*")));
    return statements;
  }

  private static Map<String, Object> allow(
      String sid, String kind, String principal, Object actions, String resource) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", sid);
    statement.put("Effect", "Allow");
    statement.put("Principal", Map.of(kind, principal));
    statement.put("Action", actions);
    statement.put("Resource", resource);
    return statement;
  }
}
