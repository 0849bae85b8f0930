package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says what a call needs to be allowed, as AWS's service authorization reference has it, with the
 * dependent actions. A service that stands in no case here is asked for the call's own name on
 * {@code *}.
 */
final class Permissions {
  private static final List<String> NAMED_TRAIL = List.of("Name", "TrailName", "ResourceId");
  private static final String TRAIL_ROLE =
      "role/aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail";

  private final S3Permissions s3;
  private final LambdaMappings mappings;
  private final Roles roles;

  Permissions(S3Permissions s3, LambdaMappings mappings, Roles roles) {
    this.s3 = s3;
    this.mappings = mappings;
    this.roles = roles;
  }

  List<Permission> of(ApiRequest request, Caller caller) {
    return switch (request.service) {
      case "s3" -> s3.of(request);
      case "sns" -> sns(request, caller);
      case "sqs" -> sqs(request, caller);
      case "cloudtrail" -> cloudTrail(request, caller);
      case "lambda" -> lambda(request, caller);
      case "logs" -> logs(request, caller);
      case "iam" -> iam(request, caller);
      case "organizations" -> organizations(request);
      case "kms" -> List.of(Permission.of("kms:" + request.action, key(request)));
      // GetCallerIdentity needs no permission, and AssumeRole asks the other role's trust policy.
      case "sts" -> List.of();
      default -> List.of(Permission.of(request.service + ":" + request.action, "*"));
    };
  }

  private static List<Permission> sns(ApiRequest request, Caller caller) {
    String resource =
        Stream.of("TopicArn", "ResourceArn", "SubscriptionArn")
            .map(request::parameter)
            .filter(it -> !it.isEmpty())
            .findFirst()
            .orElseGet(
                () ->
                    request.action.equals("CreateTopic")
                        ? arn(request, caller, "sns", request.parameter("Name"))
                        : "*");
    Permission call = Permission.of("sns:" + request.action, resource);
    return request.action.equals("CreateTopic")
            && request.parameters.containsKey("Tags.member.1.Key")
        ? List.of(call, Permission.of("sns:TagResource", resource))
        : List.of(call);
  }

  private static List<Permission> sqs(ApiRequest request, Caller caller) {
    JsonNode asked = request.json();
    String url = asked.path("QueueUrl").asText();
    String name = asked.path("QueueName").asText();
    String resource = "*";
    if (!url.isEmpty()) {
      String[] parts = url.split("/", -1);
      resource =
          String.join(
              ":",
              "arn",
              Arn.partition(request.region),
              "sqs",
              request.region,
              parts[parts.length - 2],
              parts[parts.length - 1]);
    } else if (!name.isEmpty()) {
      resource = arn(request, caller, "sqs", name);
    }
    Permission call = Permission.of("sqs:" + request.action, resource);
    return asked.path("tags").isEmpty() || !request.action.equals("CreateQueue")
        ? List.of(call)
        : List.of(call, Permission.of("sqs:TagQueue", resource));
  }

  private static List<Permission> cloudTrail(ApiRequest request, Caller caller) {
    JsonNode asked = request.json();
    String trail =
        NAMED_TRAIL.stream()
            .map(it -> asked.path(it).asText())
            .filter(it -> !it.isEmpty())
            .findFirst()
            .orElse(asked.at("/ResourceIdList/0").asText());
    String resource = "*";
    if (!trail.isEmpty()) {
      resource =
          Arn.looksLike(trail) ? trail : arn(request, caller, "cloudtrail", "trail/" + trail);
    }
    List<Permission> permissions = new ArrayList<>();
    permissions.add(Permission.of("cloudtrail:" + request.action, resource));
    if (request.action.equals("CreateTrail") && !asked.path("TagsList").isEmpty()) {
      permissions.add(Permission.of("cloudtrail:AddTags", resource));
    }
    if (asked.path("IsOrganizationTrail").asBoolean()) {
      // AWS's own list of what it takes to make one: "Prepare for creating a trail for your
      // organization".
      for (String action :
          List.of("DescribeOrganization", "ListAWSServiceAccessForOrganization", "ListAccounts")) {
        permissions.add(Permission.of("organizations:" + action, "*"));
      }
      permissions.add(Permission.of("iam:GetRole", role(request, caller, TRAIL_ROLE)));
    }
    return permissions;
  }

  private List<Permission> lambda(ApiRequest request, Caller caller) {
    JsonNode asked = request.json();
    if (request.action.endsWith("EventSourceMapping")) {
      return List.of(mapping(request, caller, asked));
    }
    String[] path = request.path.split("/", -1);
    String named = path.length > 3 ? path[3] : asked.path("FunctionName").asText();
    String decoded = java.net.URLDecoder.decode(named, java.nio.charset.StandardCharsets.UTF_8);
    String function = Arn.looksLike(decoded) ? decoded : function(request, caller, decoded);
    List<Permission> permissions = new ArrayList<>();
    permissions.add(Permission.of("lambda:" + lambdaAction(request), function));
    String role = asked.path("Role").asText();
    if (!role.isEmpty()) {
      permissions.add(
          Permission.of("iam:PassRole", role, "iam:PassedToService", "lambda.amazonaws.com"));
    }
    if (request.action.equals("CreateFunction") && !asked.path("Tags").isEmpty()) {
      permissions.add(Permission.of("lambda:TagResource", function));
    }
    String key = asked.path("KMSKeyArn").asText();
    if (!key.isEmpty()) {
      String via = "lambda." + request.region + ".amazonaws.com";
      permissions.add(Permission.of("kms:CreateGrant", key, "kms:ViaService", via));
      permissions.add(Permission.of("kms:Encrypt", key, "kms:ViaService", via));
    }
    return permissions;
  }

  private static String lambdaAction(ApiRequest request) {
    return switch (request.action) {
      case "UpdateFunction:code" -> "UpdateFunctionCode";
      case "UpdateFunction:configuration" -> "UpdateFunctionConfiguration";
      case "GetFunction:configuration" -> "GetFunctionConfiguration";
      case "GetTags" -> "ListTags";
      case "PostTags" -> "TagResource";
      default -> request.action;
    };
  }

  /** A mapping is known by the function that it feeds. */
  private Permission mapping(ApiRequest request, Caller caller, JsonNode asked) {
    if (request.action.equals("ListEventSourceMapping")) {
      return Permission.of("lambda:ListEventSourceMappings", "*");
    }
    String id = LambdaMappings.id(request);
    String name = asked.path("FunctionName").asText();
    Optional<String> function =
        request.action.equals("CreateEventSourceMapping")
            ? Optional.of(Arn.looksLike(name) ? name : function(request, caller, name))
            : mappings.function(id);
    String resource =
        request.action.equals("CreateEventSourceMapping")
            ? "*"
            : arn(request, caller, "lambda", "event-source-mapping:" + id);
    return new Permission(
        "lambda:" + request.action,
        resource,
        function.map(it -> Map.of("lambda:FunctionArn", it)).orElse(Map.of()));
  }

  private static List<Permission> logs(ApiRequest request, Caller caller) {
    JsonNode asked = request.json();
    String named = asked.path("resourceArn").asText();
    String group = asked.path("logGroupName").asText();
    String log = arn(request, caller, "logs", "log-group:" + group);
    String resource = "*";
    if (!named.isEmpty()) {
      resource = named;
    } else if (!group.isEmpty()) {
      // So AWS calls a group of which no stream is named, but where its tags are meant.
      resource = log + ":log-stream:";
    }
    Permission call = Permission.of("logs:" + request.action, resource);
    return request.action.equals("CreateLogGroup") && !asked.path("tags").isEmpty()
        ? List.of(call, Permission.of("logs:TagResource", log))
        : List.of(call);
  }

  private List<Permission> iam(ApiRequest request, Caller caller) {
    if (request.action.equals("CreateServiceLinkedRole")) {
      String service = request.parameter("AWSServiceName");
      return List.of(
          Permission.of(
              "iam:CreateServiceLinkedRole",
              role(request, caller, TRAIL_ROLE),
              "iam:AWSServiceName",
              service));
    }
    String asked = request.parameter("PolicySourceArn");
    if (!asked.isEmpty()) {
      return List.of(Permission.of("iam:" + request.action, asked));
    }
    String name = request.parameter("RoleName");
    if (name.isEmpty()) {
      return List.of(Permission.of("iam:" + request.action, "*"));
    }
    String path = request.parameter("Path").replaceFirst("^/", "");
    String resource =
        roles
            .arnOf(caller.account(), request.region, name)
            .orElse(role(request, caller, "role/" + path + name));
    Permission call = Permission.of("iam:" + request.action, resource);
    return request.action.equals("CreateRole")
            && request.parameters.containsKey("Tags.member.1.Key")
        ? List.of(call, Permission.of("iam:TagRole", resource))
        : List.of(call);
  }

  private static List<Permission> organizations(ApiRequest request) {
    String service = request.json().path("ServicePrincipal").asText();
    String action = "organizations:" + request.action;
    return List.of(
        service.isEmpty()
            ? Permission.of(action, "*")
            : Permission.of(action, "*", "organizations:ServicePrincipal", service));
  }

  private static String key(ApiRequest request) {
    String key = request.json().path("KeyId").asText();
    return key.isEmpty() ? "*" : key;
  }

  private static String function(ApiRequest request, Caller caller, String name) {
    return arn(request, caller, "lambda", "function:" + name.replaceAll(".*:", ""));
  }

  private static String role(ApiRequest request, Caller caller, String resource) {
    return String.join(
        ":", "arn", Arn.partition(request.region), "iam", "", caller.account(), resource);
  }

  private static String arn(ApiRequest request, Caller caller, String service, String resource) {
    return String.join(
        ":",
        "arn",
        Arn.partition(request.region),
        service,
        request.region,
        caller.account(),
        resource);
  }
}
