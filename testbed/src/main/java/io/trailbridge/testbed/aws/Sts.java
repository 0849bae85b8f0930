package io.trailbridge.testbed.aws;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * STS: AssumeRole asks the role's trust policy, in every account. All refusals read alike, so that
 * nobody learns which roles exist.
 */
final class Sts implements Service {
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
  private static final int DEFAULT_SECONDS = 3600;

  private final Moto moto;
  private final Roles roles;
  private final Sessions sessions;
  private final Faults faults;
  private final Clock clock;

  Sts(Moto moto, Roles roles, Sessions sessions, Faults faults, Clock clock) {
    this.moto = moto;
    this.roles = roles;
    this.sessions = sessions;
    this.faults = faults;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiRequest request, Caller caller) {
    return switch (request.action) {
      case "AssumeRole" -> assumeRole(request, caller);
      case "GetCallerIdentity" ->
          Reply.query(
              NAMESPACE,
              "GetCallerIdentity",
              Xml.element("Arn", caller.arn())
                  + Xml.element("UserId", caller.id())
                  + Xml.element("Account", caller.account()));
      default -> moto.forward(request, caller.account());
    };
  }

  private Reply assumeRole(ApiRequest request, Caller caller) {
    String roleArn = request.required("RoleArn");
    String sessionName = request.required("RoleSessionName");
    if (!Arn.looksLike(roleArn)) {
      throw new AwsError(400, "ValidationError", roleArn + " is invalid");
    }
    if (!sessionName.matches("[\\w+=,.@-]{2,64}")) {
      throw new AwsError(400, "ValidationError", "Invalid RoleSessionName");
    }
    if (caller.isRoot()) {
      throw AwsError.accessDenied("Roles may not be assumed by root accounts.");
    }
    Roles.Role role =
        roles
            .find(roleArn)
            .filter(found -> !roles.isNew(roleArn, faults.settling(accountOf(found))))
            .filter(found -> trusts(found, caller, request.parameter("ExternalId")))
            .orElseThrow(
                () ->
                    AwsError.accessDenied(
                        "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
                            .formatted(caller.arn(), roleArn)));
    int seconds = seconds(request, role, caller);
    Instant expiration = Instant.now(clock).plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
    Session session = sessions.issue(Roles.session(role, sessionName), expiration);
    return Reply.query(NAMESPACE, "AssumeRole", xml(session));
  }

  private static String accountOf(Roles.Role role) {
    return Arn.parse(role.arn(), "RoleArn").account();
  }

  private static int seconds(ApiRequest request, Roles.Role role, Caller caller) {
    String asked = request.parameter("DurationSeconds");
    int seconds = asked.isEmpty() ? DEFAULT_SECONDS : Integer.parseInt(asked);
    // A role session that assumes a role gets an hour at most.
    int longest = caller.role().isPresent() ? DEFAULT_SECONDS : role.maxSessionSeconds();
    if (seconds < 900 || seconds > longest) {
      throw new AwsError(
          400,
          "ValidationError",
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    return seconds;
  }

  private static boolean trusts(Roles.Role role, Caller caller, String externalId) {
    Map<String, String> context = new HashMap<>();
    context.put("aws:PrincipalArn", caller.role().orElse(caller.arn()));
    context.put("aws:PrincipalAccount", caller.account());
    Optional.of(externalId)
        .filter(id -> !id.isEmpty())
        .ifPresent(id -> context.put("sts:ExternalId", id));
    return Policy.parse(role.trustPolicy())
        .allows(new Policy.Question(caller, "sts:AssumeRole", role.arn(), context));
  }

  private static String xml(Session session) {
    return "<Credentials>"
        + Xml.element("AccessKeyId", session.accessKey())
        + Xml.element("SecretAccessKey", session.secretKey())
        + Xml.element("SessionToken", session.token())
        + Xml.element("Expiration", session.expiration().toString())
        + "</Credentials><AssumedRoleUser>"
        + Xml.element("AssumedRoleId", session.caller().id())
        + Xml.element("Arn", session.caller().arn())
        + "</AssumedRoleUser>";
  }
}
