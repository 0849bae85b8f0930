package io.trailbridge.testbed.aws;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * IAM is moto's; access keys that it hands out are remembered on their way, so that their calls
 * have a caller.
 */
final class Iam implements Service {
  private static final Pattern ROLE_ARN =
      Pattern.compile("arn:[a-z-]+:iam::\\d{12}:role/[\\w+=,.@/-]+");

  private final Moto moto;
  private final Roles roles;
  private final Sessions sessions;
  private final IdentityPolicies policies;

  Iam(Moto moto, Roles roles, Sessions sessions, IdentityPolicies policies) {
    this.moto = moto;
    this.roles = roles;
    this.sessions = sessions;
    this.policies = policies;
  }

  @Override
  public Reply answer(ApiRequest request, Caller caller) {
    Reply reply = done(request, caller);
    if (!request.action.startsWith("Get") && !request.action.startsWith("List")) {
      policies.changed();
    }
    return reply;
  }

  private Reply done(ApiRequest request, Caller caller) {
    return switch (request.action) {
      case "CreateRole" -> {
        checkPrincipals(request.parameter("AssumeRolePolicyDocument"));
        Reply reply = moto.forward(request, caller.account());
        Xml.first(reply.text(), "Arn").filter(arn -> reply.ok()).ifPresent(roles::made);
        yield reply;
      }
      case "UpdateAssumeRolePolicy" -> {
        checkPrincipals(request.parameter("PolicyDocument"));
        yield moto.forward(request, caller.account());
      }
      case "CreateServiceLinkedRole" -> createServiceLinkedRole(request, caller);
      case "CreateAccessKey" -> {
        Reply reply = moto.forward(request, caller.account());
        if (reply.ok()) {
          remember(reply.text(), caller);
        }
        yield reply;
      }
      case "DeleteAccessKey" -> {
        sessions.forget(request.parameter("AccessKeyId"));
        yield moto.forward(request, caller.account());
      }
      default -> moto.forward(request, caller.account());
    };
  }

  /** IAM takes no trust policy that names a role which does not exist. */
  private void checkPrincipals(String trustPolicy) {
    Matcher role = ROLE_ARN.matcher(trustPolicy);
    while (role.find()) {
      if (roles.find(role.group()).isEmpty()) {
        throw new AwsError(
            400,
            "MalformedPolicyDocument",
            "Invalid principal in policy: \"AWS\":\"" + role.group() + "\"");
      }
    }
  }

  /** moto would call CloudTrail's role AWSServiceRoleForcloudtrail. */
  private Reply createServiceLinkedRole(ApiRequest request, Caller caller) {
    String service = request.required("AWSServiceName");
    if (!service.equals("cloudtrail.amazonaws.com")) {
      return moto.forward(request, caller.account());
    }
    Map<String, String> role =
        Map.of(
            "Action",
            "CreateRole",
            "RoleName",
            "AWSServiceRoleForCloudTrail",
            "Path",
            "/aws-service-role/" + service + "/",
            "AssumeRolePolicyDocument",
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":\""
                + service
                + "\"}}]}");
    Reply reply = moto.query(caller.account(), "us-east-1", "iam", role);
    if (!reply.ok()) {
      throw new AwsError(
          400,
          "InvalidInput",
          "Service role name AWSServiceRoleForCloudTrail has been taken in this account, please try a different suffix.");
    }
    return reply.withBody(reply.text().replace("CreateRoleRe", "CreateServiceLinkedRoleRe"));
  }

  private void remember(String xml, Caller creator) {
    String name = Xml.first(xml, "UserName").orElse("");
    Reply user =
        moto.query(
            creator.account(), "us-east-1", "iam", Map.of("Action", "GetUser", "UserName", name));
    Caller caller =
        new Caller(
            creator.account(),
            Xml.first(user.text(), "Arn").orElseThrow(),
            Optional.empty(),
            Xml.first(user.text(), "UserId").orElseThrow());
    sessions.remember(
        Xml.first(xml, "AccessKeyId").orElseThrow(),
        Xml.first(xml, "SecretAccessKey").orElseThrow(),
        caller);
  }
}
