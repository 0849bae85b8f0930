package io.trailbridge.integration.app;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An operation as the OpenAPI document tells it.
 *
 * @param node its object in the document
 */
record ApiOperation(String method, String path, JsonNode node) {
  private static final Set<String> METHODS =
      Set.of("get", "post", "put", "patch", "delete", "head");

  /** Every operation of the running service. */
  static List<ApiOperation> all() throws IOException {
    String json = given().get("/q/openapi?format=JSON").then().extract().asString();
    List<ApiOperation> operations = new ArrayList<>();
    new ObjectMapper()
        .readTree(json)
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          if (METHODS.contains(operation.getKey())) {
                            operations.add(
                                new ApiOperation(
                                    operation.getKey().toUpperCase(java.util.Locale.ROOT),
                                    path.getKey(),
                                    operation.getValue()));
                          }
                        }));
    return operations;
  }

  String id() {
    return node.path("operationId").asText();
  }

  /** Asks for the token of a user. */
  boolean isOfUsers() {
    return node.path("security").path(0).has("bearer");
  }

  /** Asks for a one-time token. */
  boolean isOfScript() {
    return node.path("security").path(0).has("one-time-token");
  }

  boolean isOfOneConnection() {
    return path.contains("{id}");
  }

  /** Those of a user's roles that may call it. */
  Set<String> roles() {
    Set<String> roles = new TreeSet<>();
    node.path("security").path(0).path("bearer").forEach(it -> roles.add(it.asText()));
    return roles;
  }

  /** The example of its body; null where it takes none. */
  String body() {
    JsonNode content = node.path("requestBody").path("content");
    return content.isEmpty() ? null : content.iterator().next().path("example").toString();
  }

  /** The first media type that its body may have; null where it takes none. */
  String contentType() {
    JsonNode content = node.path("requestBody").path("content");
    return content.isEmpty() ? null : content.fieldNames().next();
  }

  /** The slugs of the problems that it tells of. */
  Set<String> problems() {
    Set<String> slugs = new TreeSet<>();
    node.path("responses")
        .forEach(
            response ->
                response
                    .path("content")
                    .path("application/problem+json")
                    .path("examples")
                    .fieldNames()
                    .forEachRemaining(slugs::add));
    return slugs;
  }

  /** What the document does not say of it. */
  List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    for (String field : List.of("operationId", "summary")) {
      if (node.path(field).asText().isBlank()) {
        gaps.add(this + " has no " + field);
      }
    }
    node.path("parameters")
        .forEach(
            parameter -> {
              if (parameter.path("description").asText().isBlank()
                  || parameter.path("example").isMissingNode()) {
                gaps.add(this + " says too little of " + parameter.path("name").asText());
              }
            });
    node.path("requestBody")
        .path("content")
        .properties()
        .forEach(
            it -> {
              if (it.getValue().path("example").isMissingNode()) {
                gaps.add(this + " has no example of a body of " + it.getKey());
              }
            });
    node.path("responses")
        .properties()
        .forEach(
            response ->
                response
                    .getValue()
                    .path("content")
                    .properties()
                    .forEach(
                        it -> {
                          if (!it.getValue().has("example") && !it.getValue().has("examples")) {
                            gaps.add(
                                this
                                    + " has no example of "
                                    + response.getKey()
                                    + " as "
                                    + it.getKey());
                          }
                        }));
    if (node.path("responses").properties().stream().noneMatch(it -> it.getKey().startsWith("2"))) {
      gaps.add(this + " has no good answer");
    }
    return gaps;
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
