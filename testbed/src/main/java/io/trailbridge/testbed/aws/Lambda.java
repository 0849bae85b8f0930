package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lambda is moto's, but an event source mapping is never switched on there: moto would take the
 * messages out of the queue and try to run the function in Docker. Its owner sees it as enabled,
 * and whoever plays Lambda polls the queue.
 */
final class Lambda implements Service {
  private final Moto moto;
  private final Set<String> enabled = ConcurrentHashMap.newKeySet();
  private final Map<String, String> mappings = new ConcurrentHashMap<>();

  Lambda(Moto moto) {
    this.moto = moto;
  }

  @Override
  public Reply answer(ApiRequest request, Caller caller) {
    return switch (request.action) {
      case "CreateEventSourceMapping" -> create(request, caller);
      case "UpdateEventSourceMapping" ->
          change(
              request,
              caller,
              request.json().path("Enabled").asBoolean(enabled.contains(uuid(request))));
      case "DeleteEventSourceMapping" -> {
        mappings.values().remove(uuid(request));
        yield show(moto.forward(request, caller.account()));
      }
      case "GetEventSourceMapping", "ListEventSourceMapping" ->
          show(moto.forward(request, caller.account()));
      default -> moto.forward(request, caller.account());
    };
  }

  /** A queue feeds a function once; moto would take the same mapping twice. */
  private Reply create(ApiRequest request, Caller caller) {
    JsonNode asked = request.json();
    String source = asked.path("EventSourceArn").asText();
    String function = asked.path("FunctionName").asText().replaceAll(".*:", "");
    String pair = source + " " + caller.account() + " " + function;
    String existing = mappings.get(pair);
    if (existing != null) {
      throw new AwsError(
          409,
          "ResourceConflictException",
          "The event source arn (\" %s \") and function (\" %s \") already exist: update or delete the existing mapping with UUID %s"
              .formatted(source, function, existing));
    }
    Reply reply = change(request, caller, asked.path("Enabled").asBoolean(true));
    if (reply.ok()) {
      mappings.put(pair, Json.read(reply.body).path("UUID").asText());
    }
    return reply;
  }

  private static String uuid(ApiRequest request) {
    return request.path.replaceAll("/$", "").replaceAll(".*/", "");
  }

  private Reply change(ApiRequest request, Caller caller, boolean enable) {
    ObjectNode body = request.json().deepCopy();
    body.put("Enabled", false);
    Reply reply =
        moto.forward(request.withQueryAndBody(request.query, Json.bytes(body)), caller.account());
    if (reply.ok()) {
      String uuid = Json.read(reply.body).path("UUID").asText();
      if (enable) {
        enabled.add(uuid);
      } else {
        enabled.remove(uuid);
      }
    }
    return show(reply);
  }

  private Reply show(Reply reply) {
    if (!reply.ok()) {
      return reply;
    }
    JsonNode answer = Json.read(reply.body);
    show(answer);
    answer.path("EventSourceMappings").forEach(this::show);
    return reply.withBody(answer.toString());
  }

  private void show(JsonNode mapping) {
    if (mapping instanceof ObjectNode node && enabled.contains(node.path("UUID").asText())) {
      node.put("State", "Enabled");
    }
  }
}
