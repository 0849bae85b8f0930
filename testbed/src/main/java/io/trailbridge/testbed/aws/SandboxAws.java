package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks a running emulator, in whatever process, for what only a sandbox has: credentials from
 * nothing, the demo's accounts, the record of calls, faults.
 */
public final class SandboxAws {
  /** The account that the provisioning worker lives in. */
  public static final String VENDOR_ACCOUNT = "111111111111";

  /** The role that customers' access roles trust. */
  public static final String WORKER_ROLE_ARN = "arn:aws:iam::111111111111:role/trailbridge-worker";

  /** The demo customer, management account of its organization. */
  public static final String CUSTOMER_ACCOUNT = "222222222222";

  /** The other accounts of the demo customer's organization. */
  public static final List<String> MEMBER_ACCOUNTS = List.of("333333333333", "444444444444");

  /** A session's credentials, as the environment variables of every SDK and the CLI take them. */
  public record Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {}

  /** One call that was made; service in its signing name, status as HTTP has it. */
  public record Call(
      long number, String account, String service, String action, String caller, int status) {}

  /** The sandbox's world after {@link #seed()}. */
  public record Seeded(Credentials worker, Credentials customer, String organizationId) {}

  private final URI endpoint;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Talks to the emulator at this endpoint. */
  public SandboxAws(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Makes the worker's role, the customer's administrator and the organization; again, it changes
   * nothing.
   */
  public Seeded seed() {
    createRole(VENDOR_ACCOUNT, "trailbridge-worker", "{\"Service\":\"ec2.amazonaws.com\"}");
    return new Seeded(
        session(WORKER_ROLE_ARN, "worker"),
        administrator(CUSTOMER_ACCOUNT),
        organization(CUSTOMER_ACCOUNT, MEMBER_ACCOUNTS));
  }

  /** A lasting session of an administrator of the account. */
  public Credentials administrator(String account) {
    createRole(account, "Administrator", "{\"AWS\":\"" + account + "\"}");
    return session("arn:aws:iam::" + account + ":role/Administrator", "demo");
  }

  /** Keys of the account's root: no set-up needed, but root may not assume roles. */
  public static Credentials root(String account) {
    return new Credentials("AKIA" + account + "ROOT", "secret", "");
  }

  /** A role that this principal may assume, if there is none with this name yet. */
  public void createRole(String account, String name, String principalJson) {
    ObjectNode role = Json.object().put("account", account).put("name", name);
    ObjectNode statement = Json.object().put("Effect", "Allow").put("Action", "sts:AssumeRole");
    statement.set("Principal", Json.read(principalJson));
    role.putObject("trustPolicy").put("Version", "2012-10-17").putArray("Statement").add(statement);
    call("POST", "roles", role);
  }

  /** A lasting session of the role, whoever it trusts. */
  public Credentials session(String roleArn, String sessionName) {
    return credentials(Json.object().put("roleArn", roleArn).put("sessionName", sessionName));
  }

  /** A session that expires. */
  public Credentials session(String roleArn, String sessionName, long seconds) {
    return credentials(
        Json.object()
            .put("roleArn", roleArn)
            .put("sessionName", sessionName)
            .put("seconds", seconds));
  }

  private Credentials credentials(ObjectNode body) {
    JsonNode answer = call("POST", "sessions", body);
    return new Credentials(
        answer.path("accessKeyId").asText(),
        answer.path("secretAccessKey").asText(),
        answer.path("sessionToken").asText());
  }

  /**
   * The id of the management account's organization, made with these members where there is none.
   */
  public String organization(String managementAccount, List<String> members) {
    ObjectNode body = Json.object().put("managementAccount", managementAccount);
    members.forEach(body.putArray("members")::add);
    return call("POST", "organizations", body).path("id").asText();
  }

  /** All calls since the start or the last {@link #forgetCalls()}. */
  public List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (JsonNode call : call("GET", "calls", Json.object())) {
      calls.add(
          new Call(
              call.path("number").asLong(),
              call.path("account").asText(),
              call.path("service").asText(),
              call.path("action").asText(),
              call.path("caller").asText(),
              call.path("status").asInt()));
    }
    return calls;
  }

  /** How often each {@code "account service action"} was called. */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    call("GET", "calls/counts", Json.object())
        .properties()
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asInt()));
    return counts;
  }

  /**
   * The actions, such as {@code s3:GetObject}, that a role with inline policies was asked for by
   * its calls so far, each with the resources: ARNs, or {@code *}.
   */
  public Map<String, Set<String>> permissions(String roleArn) {
    Map<String, Set<String>> asked = new TreeMap<>();
    String role = URLEncoder.encode(roleArn, StandardCharsets.UTF_8);
    call("GET", "permissions?role=" + role, Json.object())
        .properties()
        .forEach(
            action -> {
              Set<String> resources = new TreeSet<>();
              action.getValue().forEach(it -> resources.add(it.asText()));
              asked.put(action.getKey(), resources);
            });
    return asked;
  }

  /** Begins a new record of calls. */
  public void forgetCalls() {
    call("DELETE", "calls", Json.object());
  }

  /**
   * The next calls that match fail.
   *
   * @param account 12 digits, {@code *} for any; service and action likewise
   * @param kind THROTTLE, ERROR, DENY, UNKNOWN (the region knows no such session), EXPIRE, HANG (no
   *     answer), DROP_REPLY (done, but the connection ends without an answer) or GARBAGE
   * @param skip how many matching calls pass before
   */
  public void fault(
      String account, String service, String action, String kind, int skip, int count) {
    call(
        "POST",
        "faults",
        Json.object()
            .put("account", account)
            .put("service", service)
            .put("action", action)
            .put("kind", kind)
            .put("skip", skip)
            .put("count", count));
  }

  /**
   * Ends a process with {@code kill -9} at one call that a role of the account makes.
   *
   * @param caller what stands in the ARN of who calls, such as the role's name
   * @param number of the call, 1 for the next
   * @param done whether the call is done before the process dies without its answer
   */
  public void kill(String account, String caller, int number, boolean done, long pid) {
    call(
        "POST",
        "faults",
        Json.object()
            .put("account", account)
            .put("caller", caller)
            .put("kind", done ? "KILL_AFTER" : "KILL_BEFORE")
            .put("skip", number - 1)
            .put("pid", pid));
  }

  /**
   * How AWS fails all the time; shares of all calls, 0 to 1, that sessions of an account's roles
   * make, and that want to assume them.
   *
   * @param throttle refused as too many, in the service's own words
   * @param error refused with 500 or 503
   * @param lost done, but the connection is closed without an answer
   * @param garbage done, but answered with a page of HTML
   * @param expired refused, the session having ended before its time
   * @param settling how long a role that is new cannot be assumed
   * @param powerless how long a role that is new may do nothing: its policy is not known yet
   */
  public record Weather(
      long seed,
      double throttle,
      double error,
      double lost,
      double garbage,
      double expired,
      Duration settling,
      Duration powerless) {}

  /** The weather of an account, until {@link #clearFaults()}. */
  public void weather(String account, Weather weather) {
    call(
        "PUT",
        "weather",
        Json.object()
            .put("account", account)
            .put("seed", weather.seed())
            .put("throttle", weather.throttle())
            .put("error", weather.error())
            .put("lost", weather.lost())
            .put("garbage", weather.garbage())
            .put("expired", weather.expired())
            .put("settling", weather.settling().toMillis())
            .put("powerless", weather.powerless().toMillis()));
  }

  /** Takes back the faults that have not happened yet, and all weather. */
  public void clearFaults() {
    call("DELETE", "faults", Json.object());
  }

  private JsonNode call(String method, String path, JsonNode body) {
    byte[] sent = method.equals("POST") || method.equals("PUT") ? Json.bytes(body) : new byte[0];
    return Json.read(send(method, path, sent).body());
  }

  /** Calls the emulator's own interface; a refusal is an exception with its words. */
  HttpResponse<byte[]> send(String method, String path, byte[] body) {
    HttpResponse<byte[]> response = exchange(method, path, body);
    if (response.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + message(response));
    }
    return response;
  }

  /** Calls the emulator's own interface; answers why it was refused, or an empty text. */
  String refusal(String method, String path, byte[] body) {
    HttpResponse<byte[]> response = exchange(method, path, body);
    return response.statusCode() == 200 ? "" : message(response);
  }

  private static String message(HttpResponse<byte[]> response) {
    return Json.read(response.body()).path("message").asText();
  }

  private HttpResponse<byte[]> exchange(String method, String path, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + "/_sandbox/" + path))
            .method(method, BodyPublishers.ofByteArray(body))
            .build();
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("the emulator does not answer at " + endpoint, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
