package io.trailbridge.testbed.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The inline policies of roles, enforced: a role that has any may do what they allow and nothing
 * else. A role without one may do everything, as users and roots may: they set the scene.
 */
final class IdentityPolicies {
  private static final Set<String> OF_OBJECTS = Set.of("GetObject", "HeadObject");

  private final Moto moto;
  private final Permissions permissions;
  private final Roles roles;
  private final Faults faults;
  private final Map<String, List<Policy>> ofRole = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Set<String>>> asked = new ConcurrentHashMap<>();

  IdentityPolicies(Moto moto, Permissions permissions, Roles roles, Faults faults) {
    this.moto = moto;
    this.permissions = permissions;
    this.roles = roles;
    this.faults = faults;
  }

  /** Refuses a call that the caller's policies do not allow, in AWS's words. */
  void check(ApiRequest request, Caller caller) {
    if (caller.role().isEmpty()) {
      return;
    }
    String role = caller.role().get();
    if (roles.isNew(role, faults.powerless(caller.account()))) {
      throw denied(request, caller, Permission.of(request.service + ":" + request.action, "*"));
    }
    List<Policy> policies = ofRole.computeIfAbsent(role, this::read);
    if (policies.isEmpty()) {
      return;
    }
    for (Permission permission : permissions.of(request, caller)) {
      asked
          .computeIfAbsent(role, it -> new ConcurrentHashMap<>())
          .computeIfAbsent(permission.action(), it -> ConcurrentHashMap.newKeySet())
          .add(permission.resource());
      if (!allowed(policies, permission, caller)) {
        throw denied(request, caller, permission);
      }
    }
  }

  private static AwsError denied(ApiRequest request, Caller caller, Permission permission) {
    return new AwsError(
        403,
        request.service.equals("sns") ? "AuthorizationError" : "AccessDenied",
        "User: %s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
            .formatted(
                caller.arn(), permission.action(), permission.resource(), permission.action()));
  }

  /** S3 tells that an object is not there only to who may list the bucket. */
  void checkAbsence(ApiRequest request, Caller caller, Reply reply) {
    if (reply.status != 404
        || caller.role().isEmpty()
        || !request.service.equals("s3")
        || !OF_OBJECTS.contains(request.action)) {
      return;
    }
    List<Policy> policies = ofRole.computeIfAbsent(caller.role().get(), this::read);
    String bucket =
        "arn:" + Arn.partition(request.region) + ":s3:::" + S3Address.of(request).bucket();
    if (!policies.isEmpty() && !allowed(policies, Permission.of("s3:ListBucket", bucket), caller)) {
      throw AwsError.accessDenied("Access Denied");
    }
  }

  /** Whether a role's policies allow it something. */
  boolean mayDo(String role, Permission permission, Caller caller) {
    return allowed(ofRole.computeIfAbsent(role, this::read), permission, caller);
  }

  /** The actions that the role was asked for since it has policies, each on which resources. */
  Map<String, Set<String>> asked(String roleArn) {
    return asked.getOrDefault(roleArn, Map.of());
  }

  /** Somebody changed something in IAM. */
  void changed() {
    ofRole.clear();
  }

  private static boolean allowed(List<Policy> policies, Permission permission, Caller caller) {
    Map<String, String> context = new HashMap<>(permission.context());
    context.put("aws:PrincipalArn", caller.role().orElse(caller.arn()));
    context.put("aws:PrincipalAccount", caller.account());
    Policy.Question question =
        new Policy.Question(caller, permission.action(), permission.resource(), context);
    Set<Policy.Decision> decisions = new java.util.HashSet<>();
    policies.forEach(it -> decisions.add(it.decide(question)));
    return decisions.contains(Policy.Decision.ALLOWED)
        && !decisions.contains(Policy.Decision.DENIED);
  }

  private List<Policy> read(String roleArn) {
    Arn arn = Arn.parse(roleArn, "RoleArn");
    String name = arn.resource().substring(arn.resource().lastIndexOf('/') + 1);
    Reply list =
        moto.query(
            arn.account(),
            Arn.home(arn.partition()),
            "iam",
            Map.of("Action", "ListRolePolicies", "RoleName", name));
    List<Policy> policies = new ArrayList<>();
    for (String policy : Xml.all(list.text(), "member")) {
      Reply document =
          moto.query(
              arn.account(),
              Arn.home(arn.partition()),
              "iam",
              Map.of("Action", "GetRolePolicy", "RoleName", name, "PolicyName", policy));
      Xml.first(document.text(), "PolicyDocument")
          .map(it -> URLDecoder.decode(it.replace("+", "%2B"), StandardCharsets.UTF_8))
          .map(Policy::ofIdentity)
          .ifPresent(policies::add);
    }
    return policies;
  }
}
