package io.trailbridge.integration.setup.domain;

import static io.trailbridge.integration.setup.domain.PolicyStatement.actions;
import static io.trailbridge.integration.setup.domain.PolicyStatement.allow;

import java.util.List;

/**
 * What the access role needs for PUSH: to make and remove the queue, the function and its log
 * group, and to see whether the forwarder's role is as it was.
 */
final class ForwarderParts {
  private ForwarderParts() {}

  static void addTo(List<PolicyStatement> statements, PolicyScope scope) {
    RoleNames names = scope.names();
    String function = names.regional("lambda", "function:" + names.name()).value();
    String logGroup = names.regional("logs", "log-group:" + names.name()).value();
    statements.add(
        allow(
            "Sqs",
            actions(
                "sqs",
                "CreateQueue",
                "DeleteQueue",
                "GetQueueAttributes",
                "GetQueueUrl",
                "ListQueueTags",
                "SetQueueAttributes",
                "TagQueue"),
            List.of(names.regional("sqs", names.name()).value())));
    statements.add(
        allow(
            "Lambda",
            actions(
                "lambda",
                "CreateFunction",
                "DeleteFunction",
                "GetFunctionConfiguration",
                "ListTags",
                "TagResource",
                "UpdateFunctionCode",
                "UpdateFunctionConfiguration"),
            List.of(function)));
    // A mapping's id is AWS's own, so the condition on the function names it.
    statements.add(
        allow(
                "LambdaMapping",
                actions(
                    "lambda",
                    "CreateEventSourceMapping",
                    "DeleteEventSourceMapping",
                    "UpdateEventSourceMapping"),
                List.of("*"))
            .when("ArnEquals", "lambda:FunctionArn", function));
    statements.add(allow("LambdaList", actions("lambda", "ListEventSourceMappings"), List.of("*")));
    statements.add(
        allow(
            "Logs",
            actions(
                "logs",
                "CreateLogGroup",
                "DeleteLogGroup",
                "ListTagsForResource",
                "PutRetentionPolicy",
                "TagResource"),
            List.of(logGroup, logGroup + ":*")));
    statements.add(allow("LogsList", actions("logs", "DescribeLogGroups"), List.of("*")));
    statements.add(
        allow(
            "ForwarderRole",
            actions("iam", "GetRole", "SimulatePrincipalPolicy"),
            List.of(names.roleArn(names.forwarderRole()).value())));
    statements.add(
        allow(
                "PassRole",
                actions("iam", "PassRole"),
                List.of(names.roleArn(names.forwarderRole()).value()))
            .when("StringEquals", "iam:PassedToService", "lambda.amazonaws.com"));
  }
}
