package io.trailbridge.benchmarks.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The official mapping to API Activity, tree to tree, as one would write it without a second
 * thought.
 */
final class TreeMapping {
  private static final Set<String> PLACED =
      Set.of(
          "eventName",
          "requestParameters",
          "requestID",
          "responseElements",
          "errorCode",
          "errorMessage",
          "eventSource",
          "apiVersion",
          "recipientAccountId",
          "awsRegion",
          "userAgent",
          "eventType",
          "eventVersion",
          "eventID",
          "eventCategory",
          "resources",
          "sourceIPAddress",
          "vpcEndpointId",
          "eventTime",
          "userIdentity.type",
          "userIdentity.arn",
          "userIdentity.accountId",
          "userIdentity.accessKeyId",
          "userIdentity.userName",
          "userIdentity.principalId",
          "userIdentity.invokedBy",
          "userIdentity.sessionContext.attributes.creationDate",
          "userIdentity.sessionContext.attributes.mfaAuthenticated",
          "userIdentity.sessionContext.sessionIssuer.arn");

  private final ObjectMapper mapper;

  TreeMapping(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  ObjectNode event(JsonNode record) throws JsonProcessingException {
    ObjectNode event = mapper.createObjectNode();
    event.put("activity_id", record.path("eventName").asText().startsWith("Get") ? 2 : 99);
    event.put("activity_name", record.path("eventName").asText());
    event.put("category_name", "Application Activity").put("category_uid", 6);
    event.put("class_name", "API Activity").put("class_uid", 6003);
    event.put("severity", "Informational").put("severity_id", 1);
    event.put("type_uid", 600_302).put("type_name", "API Activity: Read");
    actor(event.putObject("actor"), record.path("userIdentity"));
    api(event.putObject("api"), record);
    ObjectNode cloud = event.putObject("cloud");
    copy(cloud.putObject("account"), "uid", record.path("recipientAccountId"));
    cloud.put("provider", "AWS");
    copy(cloud, "region", record.path("awsRegion"));
    copy(event.putObject("http_request"), "user_agent", record.path("userAgent"));
    event.put("status", record.has("errorCode") ? "Failure" : "Success");
    origin(event, record);
    metadata(event.putObject("metadata"), record);
    String time = record.path("eventTime").asText();
    event.put("time", Instant.parse(time).toEpochMilli()).put("time_dt", time);
    unmapped(event.putObject("unmapped"), "", record);
    return event;
  }

  private static void actor(ObjectNode actor, JsonNode identity) {
    copy(actor, "invoked_by", identity.path("invokedBy"));
    JsonNode context = identity.path("sessionContext");
    if (context.isObject()) {
      ObjectNode session = actor.putObject("session");
      JsonNode attributes = context.path("attributes");
      copy(session, "created_time_dt", attributes.path("creationDate"));
      session.put("is_mfa", attributes.path("mfaAuthenticated").asBoolean());
      copy(session, "issuer", context.path("sessionIssuer").path("arn"));
    }
    ObjectNode user = actor.putObject("user");
    copy(user.putObject("account"), "uid", identity.path("accountId"));
    copy(user, "credential_uid", identity.path("accessKeyId"));
    copy(user, "name", identity.path("userName"));
    copy(user, "type", identity.path("type"));
    copy(user, "uid", identity.path("arn"));
    copy(user, "uid_alt", identity.path("principalId"));
  }

  private void api(ObjectNode api, JsonNode record) throws JsonProcessingException {
    copy(api, "operation", record.path("eventName"));
    ObjectNode request = api.putObject("request");
    if (record.hasNonNull("requestParameters")) {
      request.put("data", mapper.writeValueAsString(record.path("requestParameters")));
    }
    copy(request, "uid", record.path("requestID"));
    ObjectNode response = api.putObject("response");
    if (record.hasNonNull("responseElements")) {
      response.put("data", mapper.writeValueAsString(record.path("responseElements")));
    }
    copy(response, "error", record.path("errorCode"));
    copy(response, "message", record.path("errorMessage"));
    copy(api.putObject("service"), "name", record.path("eventSource"));
    copy(api, "version", record.path("apiVersion"));
  }

  private static void origin(ObjectNode event, JsonNode record) {
    ObjectNode endpoint = event.putObject("src_endpoint");
    copy(endpoint, "ip", record.path("sourceIPAddress"));
    copy(endpoint, "uid", record.path("vpcEndpointId"));
    ArrayNode observables = event.putArray("observables");
    observable(observables, "src_endpoint.ip", "IP Address", 2, record.path("sourceIPAddress"));
    ArrayNode resources = event.putArray("resources");
    for (JsonNode resource : record.path("resources")) {
      ObjectNode written = resources.addObject();
      copy(written.putObject("owner").putObject("account"), "uid", resource.path("accountId"));
      copy(written, "type", resource.path("type"));
      copy(written, "uid", resource.path("ARN"));
      observable(observables, "resources[].uid", "Resource UID", 10, resource.path("ARN"));
    }
  }

  private static void observable(
      ArrayNode observables, String name, String type, int typeId, JsonNode value) {
    if (value.isValueNode()) {
      ObjectNode observable = observables.addObject();
      observable.put("name", name).put("type", type).put("type_id", typeId).set("value", value);
    }
  }

  private static void metadata(ObjectNode metadata, JsonNode record) {
    copy(metadata, "event_code", record.path("eventType"));
    ObjectNode product = metadata.putObject("product");
    product.put("name", "CloudTrail").put("vendor_name", "AWS");
    copy(product, "version", record.path("eventVersion"));
    copy(product.putObject("feature"), "name", record.path("eventCategory"));
    copy(metadata, "uid", record.path("eventID"));
    metadata.put("version", "1.5.0").putArray("profiles").add("cloud").add("datetime");
    metadata.put("tenant_uid", "acme").put("processed_time", Instant.now().toEpochMilli());
  }

  private void unmapped(ObjectNode target, String path, JsonNode object)
      throws JsonProcessingException {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = path + field.getKey();
      JsonNode value = field.getValue();
      if (PLACED.contains(name) || value.isNull()) {
        continue;
      }
      if (value.isObject()) {
        unmapped(target, name + ".", value);
      } else {
        target.put(name, value.isArray() ? mapper.writeValueAsString(value) : value.asText());
      }
    }
  }

  private static void copy(ObjectNode target, String name, JsonNode value) {
    if (value.isValueNode() && !value.isNull()) {
      target.set(name, value);
    }
  }
}
