package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The functions of all accounts. moto keeps them; here is what it does not keep (where they log,
 * which key encrypts their environment), what it does not refuse (a name that is taken, a role that
 * does not trust Lambda, a change before the last one has settled), and the code, so that it can be
 * run. A change has settled once somebody has seen that it had not, or the function has run.
 */
final class LambdaFunctions {
  private static final List<String> NOT_MOTOS = List.of("LoggingConfig", "KMSKeyArn");

  private final Moto moto;
  private final Roles roles;
  private final Map<Key, Deployed> deployed = new ConcurrentHashMap<>();
  private final Set<Key> unsettled = ConcurrentHashMap.newKeySet();
  private final AtomicLong revisions = new AtomicLong();

  private record Key(String account, String region, String name) {}

  /**
   * A function as it is now.
   *
   * @param configuration as GetFunctionConfiguration answers it
   * @param zip its code
   * @param revision another one after each change
   */
  record Deployed(JsonNode configuration, byte[] zip, long revision) {
    String text(String name) {
      return configuration.path(name).asText();
    }

    Arn arn() {
      return Arn.parse(text("FunctionArn"), "FunctionArn");
    }

    /** Where Lambda writes what it prints. */
    String logGroup() {
      return configuration
          .path("LoggingConfig")
          .path("LogGroup")
          .asText("/aws/lambda/" + text("FunctionName"));
    }
  }

  LambdaFunctions(Moto moto, Roles roles) {
    this.moto = moto;
    this.roles = roles;
  }

  Optional<Deployed> find(String account, String region, String name) {
    return Optional.ofNullable(deployed.get(new Key(account, region, name)));
  }

  Reply create(ApiRequest request, Caller caller) {
    JsonNode asked = request.json();
    Key key = new Key(caller.account(), request.region, asked.path("FunctionName").asText());
    if (deployed.containsKey(key)) {
      throw new AwsError(409, "ResourceConflictException", "Function already exist: " + key.name());
    }
    mayBeAssumed(asked.path("Role").asText(), caller);
    Reply reply = moto.forward(request, caller.account());
    return reply.ok() ? changed(key, asked, reply, "State", "Pending") : reply;
  }

  Reply update(ApiRequest request, Caller caller) {
    JsonNode asked = request.json();
    if (asked.has("Role")) {
      mayBeAssumed(asked.path("Role").asText(), caller);
    }
    Key key = key(request, caller);
    if (unsettled.contains(key)) {
      throw new AwsError(
          409,
          "ResourceConflictException",
          "The operation cannot be performed at this time. An update is in progress for resource: "
              + key.name());
    }
    Reply reply = moto.forward(request, caller.account());
    return reply.ok() ? changed(key, asked, reply, "LastUpdateStatus", "InProgress") : reply;
  }

  Reply get(ApiRequest request, Caller caller) {
    return show(key(request, caller), moto.forward(request, caller.account()));
  }

  Reply delete(ApiRequest request, Caller caller) {
    Reply reply = moto.forward(request, caller.account());
    if (reply.ok()) {
      deployed.remove(key(request, caller));
      unsettled.remove(key(request, caller));
    }
    return reply;
  }

  /** It runs, so whatever was changed has settled. */
  void runs(Deployed function) {
    Arn arn = function.arn();
    unsettled.remove(new Key(arn.account(), arn.region(), function.text("FunctionName")));
  }

  private void mayBeAssumed(String role, Caller caller) {
    boolean trusted =
        roles
            .find(role)
            .map(
                it ->
                    Policy.parse(it.trustPolicy())
                        .allows(
                            new Policy.Question(
                                Caller.service("lambda.amazonaws.com", caller.account()),
                                "sts:AssumeRole",
                                role,
                                Map.of())))
            .orElse(false);
    if (!trusted) {
      throw new AwsError(
          400,
          "InvalidParameterValueException",
          "The role defined for the function cannot be assumed by Lambda.");
    }
  }

  private Reply changed(
      Key key, JsonNode asked, Reply reply, String unsettledIn, String unsettledAs) {
    Deployed before = deployed.get(key);
    ObjectNode configuration = Json.read(reply.body).deepCopy();
    for (String name : NOT_MOTOS) {
      JsonNode kept =
          asked.has(name) || before == null ? asked.path(name) : before.configuration().path(name);
      if (kept.isObject() || !kept.asText("").isEmpty()) {
        configuration.set(name, kept);
      }
    }
    String zip = asked.at("/Code/ZipFile").asText(asked.path("ZipFile").asText());
    byte[] code = zip.isEmpty() && before != null ? before.zip() : Base64.getDecoder().decode(zip);
    configuration.put("LastUpdateStatus", "Successful");
    deployed.put(key, new Deployed(configuration, code, revisions.incrementAndGet()));
    unsettled.add(key);
    ObjectNode answer = configuration.deepCopy();
    answer.put(unsettledIn, unsettledAs);
    hideEnvironment(answer);
    return reply.withBody(answer.toString());
  }

  private Reply show(Key key, Reply reply) {
    Deployed function = deployed.get(key);
    if (!reply.ok() || function == null) {
      return reply;
    }
    JsonNode answer = Json.read(reply.body);
    JsonNode configuration = answer.has("Configuration") ? answer.get("Configuration") : answer;
    for (String name : NOT_MOTOS) {
      if (configuration instanceof ObjectNode node && function.configuration().has(name)) {
        node.set(name, function.configuration().get(name));
      }
    }
    if (configuration instanceof ObjectNode node) {
      hideEnvironment(node);
      if (unsettled.remove(key)) {
        node.put("LastUpdateStatus", "InProgress");
      }
    }
    return reply.withBody(answer.toString());
  }

  /** As who may not decrypt by the key sees it; here that is everybody. */
  private static void hideEnvironment(ObjectNode configuration) {
    if (configuration.has("KMSKeyArn") && configuration.has("Environment")) {
      configuration
          .putObject("Environment")
          .putObject("Error")
          .put("ErrorCode", "AccessDeniedException")
          .put("Message", "Lambda was unable to decrypt your environment variables");
    }
  }

  private static Key key(ApiRequest request, Caller caller) {
    String name = URLDecoder.decode(request.path.split("/", -1)[3], StandardCharsets.UTF_8);
    return new Key(caller.account(), request.region, name.replaceAll(".*:", ""));
  }
}
