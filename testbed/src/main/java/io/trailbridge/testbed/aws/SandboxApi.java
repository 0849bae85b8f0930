package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.NoSuchElementException;

/** The emulator's own interface, under {@code /_sandbox/}: what no AWS has and a sandbox needs. */
final class SandboxApi {
  private static final String PREFIX = "/_sandbox/";

  private final Sessions sessions;
  private final Roles roles;
  private final Organizations organizations;
  private final CallLog calls;
  private final Faults faults;
  private final IdentityPolicies policies;
  private final TrailDelivery trails;
  private final Clock clock;

  SandboxApi(
      Sessions sessions,
      Roles roles,
      Organizations organizations,
      CallLog calls,
      Faults faults,
      IdentityPolicies policies,
      TrailDelivery trails,
      Clock clock) {
    this.sessions = sessions;
    this.roles = roles;
    this.organizations = organizations;
    this.calls = calls;
    this.faults = faults;
    this.policies = policies;
    this.trails = trails;
    this.clock = clock;
  }

  Reply answer(ApiRequest request) {
    String what = request.method + " " + request.path.substring(PREFIX.length());
    try {
      return switch (what) {
        case "GET health" -> Reply.json(Json.object().put("status", "UP"));
        case "GET calls" -> Reply.json(calls.list(number(request.parameter("after"))));
        case "GET calls/counts" -> Reply.json(calls.counts());
        case "DELETE calls" -> {
          calls.clear();
          yield done();
        }
        case "POST faults" -> {
          faults.order(request.json());
          yield done();
        }
        case "PUT weather" -> {
          faults.weather(request.json());
          yield done();
        }
        case "DELETE faults" -> {
          faults.clear();
          yield done();
        }
        case "GET permissions" -> permissions(request.parameter("role"));
        case "POST roles" -> role(request.json());
        case "POST sessions" -> session(request.json());
        case "GET trails" -> trails.logging();
        case "PUT trails/objects" ->
            trails.deliver(request.parameter("trail"), request.parameter("key"), request.body);
        case "POST organizations" -> organization(request.json());
        default -> Reply.json(404, Json.object().put("message", "no such path"));
      };
    } catch (IllegalArgumentException | NoSuchElementException e) {
      return Reply.json(400, Json.object().put("message", String.valueOf(e.getMessage())));
    }
  }

  private static Reply done() {
    return Reply.json(Json.object());
  }

  /** The actions that a role with policies was asked for. */
  private Reply permissions(String roleArn) {
    ObjectNode asked = Json.object();
    policies
        .asked(roleArn)
        .forEach((action, resources) -> resources.forEach(asked.putArray(action)::add));
    return Reply.json(asked);
  }

  private static long number(String text) {
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  /** {@code {account, name, trustPolicy}}: makes the role if there is none. */
  private Reply role(JsonNode body) {
    Roles.Role role =
        roles.ensure(
            body.path("account").asText(),
            body.path("name").asText(),
            body.path("trustPolicy").toString());
    return Reply.json(Json.object().put("arn", role.arn()));
  }

  /**
   * {@code {roleArn, sessionName, seconds}}: a session of the role, whoever it trusts; without
   * seconds for ever.
   */
  private Reply session(JsonNode body) {
    Roles.Role role =
        roles
            .find(body.path("roleArn").asText())
            .orElseThrow(() -> new NoSuchElementException("no such role"));
    Instant expiration =
        body.has("seconds")
            ? Instant.now(clock).plusSeconds(body.path("seconds").asLong())
            : Instant.now(clock).plus(3650, ChronoUnit.DAYS);
    Session session =
        sessions.issue(Roles.session(role, body.path("sessionName").asText("sandbox")), expiration);
    ObjectNode answer =
        Json.object()
            .put("accessKeyId", session.accessKey())
            .put("secretAccessKey", session.secretKey())
            .put("sessionToken", session.token())
            .put("expiration", session.expiration().toString());
    return Reply.json(answer);
  }

  /**
   * {@code {managementAccount, members: [...]}}: makes the organization if there is none; answers
   * its id.
   */
  private Reply organization(JsonNode body) {
    String management = body.path("managementAccount").asText();
    String id = organizations.ensure(management);
    body.path("members").forEach(member -> organizations.ensureMember(management, member.asText()));
    return Reply.json(Json.object().put("id", id));
  }
}
