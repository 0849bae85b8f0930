package io.trailbridge.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * A policy of the access role as {@code docs/aws-permissions.md} tells it to customers, which is
 * how integration-service makes it.
 *
 * @param document as IAM takes it
 */
record PublishedPolicy(JsonNode document) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PAGE = Path.of("../docs/aws-permissions.md");

  /** The page's values, and what stands for them. */
  private static final String HEX = "0190f7c2aaaa7bbb8ccc0123456789ab";

  private static final String ACCOUNT = "222222222222";

  private static final String REGION = "eu-central-1";

  /** The policy under this heading, with the connection's own values. */
  static PublishedPolicy of(String heading, Fixture connection) {
    return under("### " + heading, connection);
  }

  /** The policy of the forwarder's role. */
  static PublishedPolicy ofForwarder(Fixture connection) {
    return under("## The forwarder's role (PUSH)", connection);
  }

  /** The KMS key that the page names. */
  static String keyOf(Fixture connection) {
    return "arn:%s:kms:%s:%s:key/11111111-2222-3333-4444-555555555555"
        .formatted(connection.partition().id(), connection.region(), connection.account());
  }

  private static PublishedPolicy under(String heading, Fixture connection) {
    try {
      String page = Files.readString(PAGE);
      String block = page.substring(page.indexOf(heading + "\n"));
      String json = block.substring(block.indexOf("```json") + 7, block.indexOf("\n```\n"));
      return new PublishedPolicy(
          JSON.readTree(
              json.replace(HEX, connection.id().hex())
                  .replace(ACCOUNT, connection.account().value())
                  .replace("arn:aws:", "arn:" + connection.partition().id() + ":")
                  .replace(REGION, connection.region().value())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With another value in place of one of the page's. */
  PublishedPolicy with(String value, String other) {
    try {
      return new PublishedPolicy(JSON.readTree(document.toString().replace(value, other)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of its statements. */
  List<String> statements() {
    return document.path("Statement").findValuesAsText("Sid");
  }

  /** Everything that it allows. */
  Set<String> actions() {
    Set<String> actions = new TreeSet<>();
    for (JsonNode statement : document.path("Statement")) {
      actions.addAll(texts(statement.path("Action")));
    }
    return actions;
  }

  /**
   * What of it these calls had no need of: an action of a statement, or one of its resources, that
   * no call matched. A call counts for the statement that names its resource most closely.
   *
   * @param asked actions, each with the resources that it was asked for on
   */
  Set<String> idle(Map<String, Set<String>> asked) {
    Set<String> idle = new TreeSet<>();
    for (JsonNode statement : document.path("Statement")) {
      String sid = statement.path("Sid").asText();
      texts(statement.path("Action")).forEach(it -> idle.add(sid + " " + it));
      texts(statement.path("Resource")).forEach(it -> idle.add(sid + " on " + it));
    }
    asked.forEach(
        (action, resources) ->
            resources.forEach(
                resource ->
                    closest(action, resource)
                        .forEach(
                            (sid, pattern) -> {
                              idle.remove(sid + " " + action);
                              idle.remove(sid + " on " + pattern);
                            })));
    return idle;
  }

  /** The statements that allow it by the longest pattern of any, each with that pattern. */
  private Map<String, String> closest(String action, String resource) {
    Map<String, String> closest = new HashMap<>();
    for (JsonNode statement : document.path("Statement")) {
      if (texts(statement.path("Action")).contains(action)) {
        texts(statement.path("Resource")).stream()
            .filter(it -> matches(it, resource))
            .max(Comparator.comparingInt(String::length))
            .ifPresent(it -> closest.put(statement.path("Sid").asText(), it));
      }
    }
    int longest = closest.values().stream().mapToInt(String::length).max().orElse(0);
    closest.values().removeIf(it -> it.length() < longest);
    return closest;
  }

  private static boolean matches(String pattern, String resource) {
    return resource.matches(("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q"));
  }

  private static List<String> texts(JsonNode node) {
    return node.isTextual()
        ? List.of(node.asText())
        : StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** The same without one statement. */
  PublishedPolicy without(String sid) {
    ObjectNode copy = document.deepCopy();
    ArrayNode rest = copy.putArray("Statement");
    for (JsonNode statement : document.path("Statement")) {
      if (!statement.path("Sid").asText().equals(sid)) {
        rest.add(statement);
      }
    }
    return new PublishedPolicy(copy);
  }
}
