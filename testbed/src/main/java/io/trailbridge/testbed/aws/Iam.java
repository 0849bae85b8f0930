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
    if (!request.action.matches("(Get|List|Simulate).*")) {
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
      case "SimulatePrincipalPolicy" -> simulate(request, caller);
      default -> moto.forward(request, caller.account());
    };
  }

  /** moto does not know it: of one resource and one context key, for a role alone. */
  private Reply simulate(ApiRequest request, Caller caller) {
    String role = request.required("PolicySourceArn");
    if (roles.find(role).isEmpty()) {
      throw new AwsError(404, "NoSuchEntity", role + " cannot be found.");
    }
    String resource = request.required("ResourceArns.member.1");
    Map<String, String> context =
        Map.of(
            request.parameter("ContextEntries.member.1.ContextKeyName"),
            request.parameter("ContextEntries.member.1.ContextKeyValues.member.1"));
    StringBuilder results = new StringBuilder();
    for (int i = 1; !request.parameter("ActionNames.member." + i).isEmpty(); i++) {
      String action = request.parameter("ActionNames.member." + i);
      boolean allowed = policies.mayDo(role, new Permission(action, resource, context), caller);
      results
          .append("<member>")
          .append(Xml.element("EvalActionName", action))
          .append(Xml.element("EvalResourceName", resource))
          .append(Xml.element("EvalDecision", allowed ? "allowed" : "implicitDeny"))
          .append("</member>");
    }
    return Reply.query(
        "https://iam.amazonaws.com/doc/2010-05-08/",
        request.action,
        "<EvaluationResults>" + results + "</EvaluationResults>");
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
