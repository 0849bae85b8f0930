package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Event source mappings are kept by moto but never switched on there: moto would take the messages
 * out of the queue and try to run the function in Docker. Their owner sees them as they were asked
 * for, and {@link LambdaHost} serves those that are enabled.
 */
final class LambdaMappings {
  private static final int DEFAULT_VISIBILITY = 30;

  private final Moto moto;
  private final LambdaFunctions functions;
  private final Map<String, Mapping> byId = new ConcurrentHashMap<>();

  /**
   * A queue that feeds a function.
   *
   * @param account that both belong to
   * @param batchSize the most messages that the function is given at once
   * @param partialBatches whether the function's answer names the messages that failed
   */
  record Mapping(
      String id,
      String account,
      Arn queue,
      Arn function,
      int batchSize,
      boolean partialBatches,
      boolean enabled) {

    String queueUrl() {
      return "https://sqs.%s.amazonaws.com/%s/%s"
          .formatted(queue.region(), queue.account(), queue.resource());
    }
  }

  LambdaMappings(Moto moto, LambdaFunctions functions) {
    this.moto = moto;
    this.functions = functions;
  }

  List<Mapping> enabled() {
    return byId.values().stream().filter(Mapping::enabled).toList();
  }

  /** A queue feeds a function once; moto would take the same mapping twice. */
  Reply create(ApiRequest request, Caller caller) {
    JsonNode asked = request.json();
    Arn queue = Arn.parse(asked.path("EventSourceArn").asText(), "EventSourceArn");
    String function = asked.path("FunctionName").asText().replaceAll(".*:", "");
    for (Mapping existing : byId.values()) {
      if (existing.queue().equals(queue) && name(existing.function()).equals(function)) {
        throw new AwsError(
            409,
            "ResourceConflictException",
            "The event source arn (\" %s \") and function (\" %s \") already exist: update or delete the existing mapping with UUID %s"
                .formatted(asked.path("EventSourceArn").asText(), function, existing.id()));
      }
    }
    outlastsTheFunction(queue, function, caller);
    return change(request, caller, asked.path("Enabled").asBoolean(true));
  }

  Reply update(ApiRequest request, Caller caller) {
    Mapping known = byId.get(id(request));
    boolean enabled = known != null && known.enabled();
    return change(request, caller, request.json().path("Enabled").asBoolean(enabled));
  }

  Reply delete(ApiRequest request, Caller caller) {
    byId.remove(id(request));
    return moto.forward(request, caller.account());
  }

  Reply get(ApiRequest request, Caller caller) {
    return show(moto.forward(request, caller.account()));
  }

  private void outlastsTheFunction(Arn queue, String function, Caller caller) {
    int timeout =
        functions
            .find(caller.account(), queue.region(), function)
            .map(it -> it.configuration().path("Timeout").asInt())
            .orElse(0);
    int visibility = visibility(queue);
    if (visibility < timeout) {
      throw new AwsError(
          400,
          "InvalidParameterValueException",
          "Queue visibility timeout: %d seconds is less than Function timeout: %d seconds"
              .formatted(visibility, timeout));
    }
  }

  /** For how many seconds a message that somebody takes is hidden; for ever where it is gone. */
  int visibility(Arn queue) {
    Reply reply =
        moto.json(
            queue.account(),
            queue.region(),
            "sqs",
            "AmazonSQS.GetQueueAttributes",
            Json.object()
                .put("QueueUrl", queue.resource())
                .set("AttributeNames", Json.MAPPER.createArrayNode().add("VisibilityTimeout")));
    return reply.ok()
        ? Json.read(reply.body)
            .path("Attributes")
            .path("VisibilityTimeout")
            .asInt(DEFAULT_VISIBILITY)
        : Integer.MAX_VALUE;
  }

  private Reply change(ApiRequest request, Caller caller, boolean enable) {
    ObjectNode body = request.json().deepCopy();
    body.put("Enabled", false);
    Reply reply =
        moto.forward(request.withQueryAndBody(request.query, Json.bytes(body)), caller.account());
    if (reply.ok()) {
      Mapping mapping = read(Json.read(reply.body), caller.account(), enable);
      byId.put(mapping.id(), mapping);
    }
    return show(reply);
  }

  private static Mapping read(JsonNode answer, String account, boolean enabled) {
    return new Mapping(
        answer.path("UUID").asText(),
        account,
        Arn.parse(answer.path("EventSourceArn").asText(), "EventSourceArn"),
        Arn.parse(answer.path("FunctionArn").asText(), "FunctionArn"),
        answer.path("BatchSize").asInt(),
        answer.path("FunctionResponseTypes").toString().contains("ReportBatchItemFailures"),
        enabled);
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

  private void show(JsonNode answer) {
    Mapping mapping = byId.get(answer.path("UUID").asText());
    if (answer instanceof ObjectNode node && mapping != null && mapping.enabled()) {
      node.put("State", "Enabled");
    }
  }

  /** The ARN of the function that a mapping feeds. */
  Optional<String> function(String id) {
    return Optional.ofNullable(byId.get(id)).map(it -> it.function().text());
  }

  static String id(ApiRequest request) {
    return request.path.replaceAll("/$", "").replaceAll(".*/", "");
  }

  static String name(Arn function) {
    return function.resource().replaceAll(".*:", "");
  }
}
