package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Calls moto, always in the name of one account: moto takes the account from the header {@code
 * x-moto-account-id}, which only the proxy may set.
 */
final class Moto {
  private static final Set<String> NOT_FORWARDED =
      Set.of(
          "host",
          "connection",
          "content-length",
          "expect",
          "upgrade",
          "transfer-encoding",
          "te",
          "keep-alive",
          "http2-settings",
          "x-moto-account-id",
          "x-trailbridge-host");
  private static final Set<String> NOT_ANSWERED =
      Set.of("connection", "transfer-encoding", "content-length", "date", "server");

  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Moto(URI base) {
    this.base = base;
  }

  Reply forward(ApiRequest request, String account) {
    HttpRequest.Builder call =
        call(account, request.path + (request.query.isEmpty() ? "" : "?" + request.query));
    request.headers.forEach(
        (name, values) -> {
          if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> call.header(name, value));
          }
        });
    if (!request.header("Host").isEmpty()) {
      call.header("x-trailbridge-host", request.header("Host"));
    }
    return send(call.method(request.method, BodyPublishers.ofByteArray(request.body)).build());
  }

  /** A call of our own in the query protocol (STS, SNS, IAM, SQS). */
  Reply query(String account, String region, String service, Map<String, String> parameters) {
    String form =
        parameters.entrySet().stream()
            .map(
                entry ->
                    entry.getKey()
                        + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        signed(call(account, "/"), region, service)
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  /** A call of our own in the JSON protocol. */
  Reply json(String account, String region, String service, String target, JsonNode body) {
    return send(
        signed(call(account, "/"), region, service)
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", target)
            .POST(BodyPublishers.ofByteArray(Json.bytes(body)))
            .build());
  }

  /** A call of our own to S3; path and query are already encoded. */
  Reply s3(
      String account,
      String region,
      String method,
      String pathAndQuery,
      Map<String, String> headers,
      byte[] body) {
    HttpRequest.Builder call = signed(call(account, pathAndQuery), region, "s3");
    headers.forEach(call::header);
    return send(call.method(method, BodyPublishers.ofByteArray(body)).build());
  }

  private HttpRequest.Builder call(String account, String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create(base + pathAndQuery))
        .header("x-moto-account-id", account);
  }

  /** moto routes by the credential scope and looks at no signature. */
  private static HttpRequest.Builder signed(
      HttpRequest.Builder call, String region, String service) {
    return call.header(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=AKIASANDBOXPROXY0000/20260101/%s/%s/aws4_request, SignedHeaders=host, Signature=0"
            .formatted(region, service));
  }

  private Reply send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      Map<String, String> headers = new LinkedHashMap<>();
      boolean head = request.method().equals("HEAD");
      for (Map.Entry<String, List<String>> header : response.headers().map().entrySet()) {
        String name = header.getKey().toLowerCase(Locale.ROOT);
        if (!NOT_ANSWERED.contains(name) || (head && name.equals("content-length"))) {
          headers.put(header.getKey(), String.join(",", header.getValue()));
        }
      }
      return new Reply(response.statusCode(), headers, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("moto does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while moto was called", e);
    }
  }
}
