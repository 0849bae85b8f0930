package io.trailbridge.integration.setup.domain;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The roles of a set-up as a CloudFormation template, for those who do not run scripts. The roles
 * are the same as the script's, so that either may follow the other. The one-time token stands
 * nowhere in it: whoever may read a stack may read its outputs.
 */
public final class StackTemplate {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9:/._+=@-]+");

  private StackTemplate() {}

  /**
   * The template, in JSON.
   *
   * @param commands of the deployment that the stack reports to
   */
  public static String of(SetupPlan plan, ShellCommands commands) {
    RoleNames names = plan.names();
    PolicyDocument forwarder = plan.forwarderPolicy();
    return """
        {
          "AWSTemplateFormatVersion": "2010-09-09",
          "Description": "Trailbridge connection %s: the roles that it needs in account %s",
          "Resources": {
            "AccessRole": %s%s
          },
          "Outputs": {
            "AccessRoleArn": {
              "Description": "What the worker of Trailbridge assumes",
              "Value": {"Fn::GetAtt": ["AccessRole", "Arn"]}
            },%s
            "CompleteCommand": {
              "Description": "Run it where TRAILBRIDGE_TOKEN is set to the token of the wizard: the connection goes on",
              "Value": {"Fn::Sub": %s}
            }
          }
        }
        """
        .formatted(
            plain(names.connection().toString()),
            plain(names.account().value()),
            role(
                plan,
                names.accessRole(),
                "Trailbridge reads CloudTrail through this role",
                accessTrust(plan),
                plan.accessPolicy()),
            forwarder == null
                ? ""
                : ",\n    \"ForwarderRole\": "
                    + role(
                        plan,
                        names.forwarderRole(),
                        "Trailbridge forwarder function",
                        FORWARDER_TRUST,
                        forwarder),
            plan.organization() ? ORGANIZATION : "",
            quoted(commands.complete(report(forwarder))));
  }

  /** Of the script's own texts, so that the script finds nothing to mend. */
  private static String role(
      SetupPlan plan, String name, String description, String trust, PolicyDocument policy) {
    return """
        {
              "Type": "AWS::IAM::Role",
              "Properties": {
                "RoleName": "%s",
                "Description": "%s",
                "MaxSessionDuration": 3600,
                "AssumeRolePolicyDocument": %s,
                "Policies": [{"PolicyName": "trailbridge", "PolicyDocument": %s}],
                "Tags": [
                  {"Key": "trailbridge:connection", "Value": "%s"},
                  {"Key": "trailbridge:tenant", "Value": "%s"}
                ]
              }
            }"""
        .formatted(
            plain(name),
            description,
            trust,
            policy.json(),
            plain(plan.names().connection().toString()),
            plain(plan.tenantId().value()));
  }

  private static String accessTrust(SetupPlan plan) {
    return ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
            + "{\"AWS\":\"%s\"},\"Action\":\"sts:AssumeRole\",\"Condition\":"
            + "{\"StringEquals\":{\"sts:ExternalId\":\"%s\"}}}]}")
        .formatted(plain(plan.workerRole().value()), plain(plan.externalId()));
  }

  private static final String FORWARDER_TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
          + "{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

  /** CloudFormation knows no resource for these two; the script does both. */
  private static final String ORGANIZATION =
      "\n    \"OrganizationCommands\": {\n      \"Description\": \"Run once in the"
          + " organization's management account: CloudTrail is let in\",\n      \"Value\": \"aws iam"
          + " create-service-linked-role --aws-service-name cloudtrail.amazonaws.com; aws"
          + " organizations enable-aws-service-access --service-principal"
          + " cloudtrail.amazonaws.com\"\n    },";

  private static String report(@Nullable PolicyDocument forwarder) {
    String first = "{\"accountId\":\"${AWS::AccountId}\",\"accessRoleArn\":\"${AccessRole.Arn}\"";
    return forwarder == null
        ? first + "}"
        : first + ",\"forwarderRoleArn\":\"${ForwarderRole.Arn}\"}";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String plain(String value) {
    if (!PLAIN.matcher(value).matches()) {
      throw new IllegalArgumentException("not a text that may stand in a template");
    }
    return value;
  }
}
