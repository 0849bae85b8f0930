package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What goes back to the caller. */
final class Reply {
  final int status;
  final Map<String, String> headers;
  final byte[] body;

  Reply(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = new LinkedHashMap<>(headers);
    this.body = body;
  }

  static Reply of(int status, String contentType, String body) {
    return new Reply(
        status,
        Map.of("Content-Type", contentType, "x-amzn-RequestId", UUID.randomUUID().toString()),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** The answer of the query protocol: result is the XML inside {@code <ActionResult>}. */
  static Reply query(String namespace, String action, String result) {
    String resultElement =
        result.isEmpty() ? "" : "<%1$sResult>%2$s</%1$sResult>".formatted(action, result);
    return of(
        200,
        "text/xml",
        "<%1$sResponse xmlns=\"%2$s\">%3$s<ResponseMetadata><RequestId>%4$s</RequestId></ResponseMetadata></%1$sResponse>"
            .formatted(action, namespace, resultElement, UUID.randomUUID()));
  }

  static Reply json(JsonNode node) {
    return json(200, node);
  }

  static Reply json(int status, JsonNode node) {
    return of(status, "application/x-amz-json-1.1", node.toString());
  }

  boolean ok() {
    return status / 100 == 2;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  Reply withBody(String text) {
    Reply reply = new Reply(status, headers, text.getBytes(StandardCharsets.UTF_8));
    reply.headers.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Length"));
    return reply;
  }
}
