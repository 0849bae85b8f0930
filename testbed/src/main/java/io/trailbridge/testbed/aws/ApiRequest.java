package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call of an AWS API as it came in. Service, region and access key are read from the SigV4
 * credential scope, the action from wherever the service's protocol puts it; the signature itself
 * is not looked at.
 */
final class ApiRequest {
  private static final Pattern SCOPE =
      Pattern.compile("([^/=,\\s]+)/\\d{8}/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request");

  final String method;
  final String path;
  final String query;
  final Map<String, List<String>> headers;
  final byte[] body;
  final Map<String, String> parameters;
  final Optional<String> accessKey;
  final String region;
  final String service;
  final String action;

  ApiRequest(
      String method, String path, String query, Map<String, List<String>> headers, byte[] body) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    this.headers.putAll(headers);
    this.body = body;
    this.parameters = parse(query);
    if (header("Content-Type").startsWith("application/x-www-form-urlencoded")) {
      parameters.putAll(parse(new String(body, StandardCharsets.UTF_8)));
    }
    Matcher scope = SCOPE.matcher(header("Authorization") + parameter("X-Amz-Credential"));
    boolean signed = scope.find();
    accessKey = signed ? Optional.of(scope.group(1)) : Optional.empty();
    region = signed ? scope.group(2) : "us-east-1";
    service = signed ? scope.group(3) : unsignedService();
    action = Actions.of(this);
  }

  /** Only SNS is called without a signature: by whoever follows a link of a message. */
  private String unsignedService() {
    return parameters.containsKey("Action") ? "sns" : "s3";
  }

  /** The header's first value, or an empty text. */
  String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? "" : values.getFirst();
  }

  /** The parameter of the query string or the form, or an empty text. */
  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** A parameter that the service cannot do without. */
  String required(String name) {
    String value = parameter(name);
    if (value.isEmpty()) {
      throw new AwsError(400, "ValidationError", "Value for parameter " + name + " is missing");
    }
    return value;
  }

  /**
   * A map of the query protocol: {@code Attributes.entry.1.key}, {@code Attributes.entry.1.value}.
   */
  Map<String, String> entries(String name) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (int i = 1; parameters.containsKey(name + ".entry." + i + ".key"); i++) {
      String entry = name + ".entry." + i;
      entries.put(parameter(entry + ".key"), parameter(entry + ".value"));
    }
    return entries;
  }

  JsonNode json() {
    try {
      JsonNode node = Json.MAPPER.readTree(body.length == 0 ? new byte[] {'{', '}'} : body);
      return node.isObject() ? node : Json.MAPPER.createObjectNode();
    } catch (JsonProcessingException e) {
      throw new AwsError(400, "SerializationException", "The body is not JSON");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  ApiRequest withQueryAndBody(String newQuery, byte[] newBody) {
    return new ApiRequest(method, path, newQuery, headers, newBody);
  }

  private static Map<String, String> parse(String encoded) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.put(decode(name), decode(value));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
