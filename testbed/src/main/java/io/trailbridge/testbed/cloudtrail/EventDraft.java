package io.trailbridge.testbed.cloudtrail;

import java.util.List;
import java.util.Optional;

/**
 * One event on its way: what is not set stays out of the record, or is null where CloudTrail writes
 * null.
 */
final class EventDraft {
  private static final List<String> VERSIONS =
      List.of("1.11", "1.11", "1.11", "1.11", "1.11", "1.11", "1.10", "1.10", "1.09", "1.08");

  private final Scene scene;
  private final String source;
  private final String name;
  private String caller;
  private String address;
  private String agent;
  private String error = "";
  private String request = "null";
  private String response = "null";
  private String additional = "";
  private String requestId;
  private boolean readOnly = true;
  private boolean management = true;
  private Optional<String> resources = Optional.empty();
  private Optional<String> sharedEventId = Optional.empty();
  private Optional<String> host = Optional.empty();

  EventDraft(Scene scene, String service, String name) {
    this.scene = scene;
    this.source = service + ".amazonaws.com";
    this.name = name;
    caller = scene.caller();
    address = scene.address();
    agent = scene.agent();
    requestId = scene.chance.uuid();
  }

  /** An AWS service calls on somebody's behalf. */
  EventDraft byService(String service) {
    return by(Callers.service(service), service, service);
  }

  EventDraft by(String identity, String from, String with) {
    caller = identity;
    address = from;
    agent = with;
    return this;
  }

  /** Now and then the caller may not. */
  EventDraft sometimesDenied(String action, String resource) {
    if (scene.chance.share(0.04)) {
      String who = field(caller, "arn");
      error(
          "AccessDenied",
          "User: %s is not authorized to perform: %s on resource: \\\"%s\\\" because no identity-based policy allows the %s action"
              .formatted(who, action, resource, action));
    }
    return this;
  }

  EventDraft error(String code, String message) {
    error = ",\"errorCode\":\"" + code + "\",\"errorMessage\":\"" + message + "\"";
    return this;
  }

  boolean failed() {
    return !error.isEmpty();
  }

  String caller() {
    return caller;
  }

  EventDraft request(String json) {
    request = json;
    return this;
  }

  EventDraft response(String json) {
    response = failed() ? "null" : json;
    return this;
  }

  EventDraft additional(String json) {
    additional = ",\"additionalEventData\":" + json;
    return this;
  }

  EventDraft requestId(String id) {
    requestId = id;
    return this;
  }

  EventDraft writes() {
    readOnly = false;
    return this;
  }

  EventDraft data() {
    management = false;
    return this;
  }

  EventDraft resources(String json) {
    resources = Optional.of(json);
    return this;
  }

  /** The event of the other account that this one belongs to. */
  EventDraft shared() {
    sharedEventId = Optional.of(scene.chance.uuid());
    return this;
  }

  /** The TLS host that the client asked for. */
  EventDraft host(String name) {
    host = Optional.of(name);
    return this;
  }

  LogEvent done() {
    Chance chance = scene.chance;
    String id = chance.uuid();
    StringBuilder json =
        new StringBuilder(2048)
            .append("{\"eventVersion\":\"")
            .append(VERSIONS.get(chance.below(VERSIONS.size())))
            .append("\",\"userIdentity\":")
            .append(caller)
            .append(",\"eventTime\":\"")
            .append(scene.moment())
            .append("\",\"eventSource\":\"")
            .append(source)
            .append("\",\"eventName\":\"")
            .append(name)
            .append("\",\"awsRegion\":\"")
            .append(scene.region)
            .append("\",\"sourceIPAddress\":\"")
            .append(address)
            .append("\",\"userAgent\":\"")
            .append(agent)
            .append('"')
            .append(error)
            .append(",\"requestParameters\":")
            .append(request)
            .append(",\"responseElements\":")
            .append(response)
            .append(additional)
            .append(",\"requestID\":\"")
            .append(requestId)
            .append("\",\"eventID\":\"")
            .append(id)
            .append("\",\"readOnly\":")
            .append(readOnly);
    resources.ifPresent(list -> json.append(",\"resources\":").append(list));
    json.append(",\"eventType\":\"AwsApiCall\",\"managementEvent\":")
        .append(management)
        .append(",\"recipientAccountId\":\"")
        .append(scene.account.id)
        .append('"');
    sharedEventId.ifPresent(
        shared -> json.append(",\"sharedEventID\":\"").append(shared).append('"'));
    if (chance.oneIn(6)) {
      json.append(",\"vpcEndpointId\":\"vpce-0")
          .append(scene.account.keys.getFirst(), 0, 8)
          .append("a1b2c3d4\",\"vpcEndpointAccountId\":\"")
          .append(scene.account.id)
          .append('"');
    }
    json.append(",\"eventCategory\":\"").append(management ? "Management" : "Data").append('"');
    host.ifPresent(
        asked ->
            json.append(
                    ",\"tlsDetails\":{\"tlsVersion\":\"TLSv1.3\",\"cipherSuite\":\"TLS_AES_128_GCM_SHA256\",\"clientProvidedHostHeader\":\"")
                .append(asked)
                .append("\"}"));
    if (management && chance.oneIn(25)) {
      json.append(",\"sessionCredentialFromConsole\":\"true\"");
    }
    return new LogEvent(id, json.append('}').toString());
  }

  static String field(String json, String name) {
    int at = json.indexOf("\"" + name + "\":\"");
    int from = at + name.length() + 4;
    return at < 0 ? "" : json.substring(from, json.indexOf('"', from));
  }
}
