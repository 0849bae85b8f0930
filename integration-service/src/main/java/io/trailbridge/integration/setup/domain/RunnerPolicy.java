package io.trailbridge.integration.setup.domain;

import static io.trailbridge.integration.setup.domain.PolicyStatement.actions;
import static io.trailbridge.integration.setup.domain.PolicyStatement.allow;

import io.trailbridge.contracts.shared.Partition;
import java.util.ArrayList;
import java.util.List;

/**
 * What whoever runs the script needs: {@code connect} and {@code remove}, no more. Who one is may
 * be asked without any permission.
 */
public final class RunnerPolicy {
  private static final String CLOUDTRAIL = "cloudtrail.amazonaws.com";

  private RunnerPolicy() {}

  /** For all connections of a partition; those of an organization need more. */
  public static PolicyDocument of(Partition partition, boolean organization) {
    List<PolicyStatement> statements = new ArrayList<>();
    statements.add(
        allow(
            "Roles",
            actions(
                "iam",
                "CreateRole",
                "DeleteRole",
                "DeleteRolePolicy",
                "GetRole",
                "GetRolePolicy",
                "PutRolePolicy",
                "TagRole",
                "UpdateAssumeRolePolicy"),
            List.of(arn(partition, "iam", "", "*", "role/trailbridge-*"))));
    if (organization) {
      organization(partition, statements);
    }
    removal(partition, statements);
    return new PolicyDocument(statements);
  }

  /** The ARN of CloudTrail's service-linked role. */
  static String trailRole(Partition partition, String account) {
    return arn(
        partition,
        "iam",
        "",
        account,
        "role/aws-service-role/" + CLOUDTRAIL + "/AWSServiceRoleForCloudTrail");
  }

  private static void organization(Partition partition, List<PolicyStatement> statements) {
    // A role that is not there yet has no path for IAM.
    statements.add(
        allow(
            "TrailRole",
            actions("iam", "GetRole"),
            List.of(
                trailRole(partition, "*"),
                arn(partition, "iam", "", "*", "role/AWSServiceRoleForCloudTrail"))));
    statements.add(
        allow(
                "TrailRoleCreate",
                actions("iam", "CreateServiceLinkedRole"),
                List.of(trailRole(partition, "*")))
            .when("StringEquals", "iam:AWSServiceName", CLOUDTRAIL));
    statements.add(
        allow(
            "Organization",
            actions("organizations", "DescribeOrganization", "ListAWSServiceAccessForOrganization"),
            List.of("*")));
    statements.add(
        allow("OrganizationTrust", actions("organizations", "EnableAWSServiceAccess"), List.of("*"))
            .when("StringEquals", "organizations:ServicePrincipal", CLOUDTRAIL));
  }

  /** What the worker could not remove: by name, since all that is ours bears one. */
  private static void removal(Partition partition, List<PolicyStatement> statements) {
    statements.add(
        allow(
            "Unsubscribe",
            actions("sns", "Unsubscribe"),
            List.of(arn(partition, "sns", "*", "*", "*"))));
    statements.add(
        allow(
            "Topic",
            actions("sns", "DeleteTopic"),
            List.of(arn(partition, "sns", "*", "*", "trailbridge-*"))));
    statements.add(
        allow(
            "Trail",
            actions("cloudtrail", "DeleteTrail"),
            List.of(arn(partition, "cloudtrail", "*", "*", "trail/trailbridge-*"))));
    // Our entry may stand in a bucket of the customer's.
    statements.add(
        allow(
                "Notification",
                actions("s3", "GetBucketNotification", "PutBucketNotification"),
                List.of(arn(partition, "s3", "", "", "*")))
            .when("StringEquals", "s3:ResourceAccount", "${aws:PrincipalAccount}"));
    statements.add(
        allow(
            "Bucket",
            actions("s3", "DeleteBucket", "DeleteObject", "ListBucket"),
            List.of(
                arn(partition, "s3", "", "", "trailbridge-*"),
                arn(partition, "s3", "", "", "trailbridge-*/*"))));
    statements.add(
        allow(
            "Queue",
            actions("sqs", "DeleteQueue", "GetQueueUrl"),
            List.of(arn(partition, "sqs", "*", "*", "trailbridge-*"))));
    String functions = arn(partition, "lambda", "*", "*", "function:trailbridge-*");
    statements.add(allow("Function", actions("lambda", "DeleteFunction"), List.of(functions)));
    statements.add(
        allow(
                "Mapping",
                actions("lambda", "DeleteEventSourceMapping"),
                List.of(arn(partition, "lambda", "*", "*", "event-source-mapping:*")))
            .when("ArnLike", "lambda:FunctionArn", functions));
    statements.add(
        allow("MappingList", actions("lambda", "ListEventSourceMappings"), List.of("*")));
    statements.add(
        allow(
            "LogGroup",
            actions("logs", "DeleteLogGroup"),
            List.of(arn(partition, "logs", "*", "*", "log-group:trailbridge-*"))));
  }

  private static String arn(
      Partition partition, String service, String region, String account, String resource) {
    return String.join(":", "arn", partition.id(), service, region, account, resource);
  }
}
