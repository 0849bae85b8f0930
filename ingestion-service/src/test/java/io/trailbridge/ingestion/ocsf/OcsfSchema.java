package io.trailbridge.ingestion.ocsf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The JSON files of the OCSF schema, compiled as far as events of our three classes need it:
 * inheritance, profiles, types with their patterns, enums, required attributes, constraints. It
 * tells every attribute that the schema does not know.
 */
final class OcsfSchema {
  private static final Set<String> PROFILES = Set.of("cloud", "datetime");

  /** Their values are made from the class and category; {@link #classify} asks for them. */
  private static final Set<String> MADE = Set.of("/category_uid", "/class_uid", "/type_uid");

  private static final String ROOT = "schema-1.5.0/";

  private final OcsfData data;
  private final JsonNode attributes;
  private final JsonNode types;
  private final Map<String, JsonNode> objects = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  OcsfSchema(OcsfData data) {
    this.data = data;
    JsonNode dictionary = data.json(ROOT + "dictionary.json");
    attributes = dictionary.get("attributes");
    types = dictionary.get("types").get("attributes");
  }

  /** What the schema has against the event; empty where nothing. */
  List<String> problems(JsonNode event) {
    problems.clear();
    String name =
        switch (event.path("class_uid").asInt()) {
          case 3001 -> "iam/account_change";
          case 3002 -> "iam/authentication";
          case 6003 -> "application/api_activity";
          default -> throw new AssertionError("another class: " + event.get("class_uid"));
        };
    String category = name.substring(0, name.indexOf('/'));
    JsonNode own = data.json(ROOT + "events/" + name + ".json");
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    merge(merged, data.json(ROOT + "events/base_event.json"));
    if (category.equals("iam")) {
      merge(merged, data.json(ROOT + "events/iam/iam.json"));
    }
    merge(merged, own);
    check("", event, merged, own);
    classify(event, category, own);
    captions(event, merged);
    return List.copyOf(problems);
  }

  private void classify(JsonNode event, String name, JsonNode own) {
    JsonNode category = data.json(ROOT + "categories.json").path("attributes").get(name);
    expect(event, "category_uid", category.get("uid").asLong());
    long classUid = category.get("uid").asLong() * 1000 + own.get("uid").asLong();
    expect(event, "class_uid", classUid);
    expect(event, "type_uid", classUid * 100 + event.path("activity_id").asLong());
    expect(event, "category_name", category.get("caption").asText());
    expect(event, "class_name", own.get("caption").asText());
  }

  /** A number's name beside it is the one that the schema has for it; 99 has names of its own. */
  private void captions(JsonNode event, JsonNode known) {
    for (String field : Set.of("activity", "status", "severity", "auth_protocol")) {
      String text = field.equals("activity") ? "activity_name" : field;
      JsonNode id = event.path(field + "_id");
      if (event.has(text) && id.asInt(99) != 99) {
        JsonNode attribute = attribute(field + "_id", known);
        expect(event, text, attribute.at("/enum/" + id.asText() + "/caption").asText());
      }
    }
  }

  private void expect(JsonNode event, String field, String value) {
    if (!event.path(field).asText().equals(value)) {
      problems.add(field + " is not " + value);
    }
  }

  private void expect(JsonNode event, String field, long value) {
    if (event.get(field).asLong() != value) {
      problems.add(field + " is not " + value);
    }
  }

  private void check(String path, JsonNode node, JsonNode known, JsonNode definition) {
    known
        .properties()
        .forEach(
            e -> {
              boolean required = "required".equals(e.getValue().path("requirement").asText());
              if (required && !node.has(e.getKey())) {
                problems.add(path + "/" + e.getKey() + " is required");
              }
            });
    node.properties()
        .forEach(
            e -> {
              String at = path + "/" + e.getKey();
              JsonNode attribute = attribute(e.getKey(), known);
              if (attribute == null) {
                problems.add(at + " is unknown");
              } else {
                value(at, e.getValue(), attribute);
              }
            });
    JsonNode atLeastOne = definition.path("constraints").path("at_least_one");
    if (atLeastOne.isArray() && !atLeastOne.isEmpty()) {
      boolean any = false;
      for (JsonNode name : atLeastOne) {
        any |= node.has(name.asText());
      }
      if (!any) {
        problems.add(path + " has none of " + atLeastOne);
      }
    }
  }

  /** What the dictionary says, under what the class or object says; a time's sibling by profile. */
  private JsonNode attribute(String name, JsonNode known) {
    if (known.has(name)) {
      ObjectNode attribute = attributes.path(name).deepCopy();
      known.get(name).properties().forEach(e -> override(attribute, e.getKey(), e.getValue()));
      return attribute;
    }
    String time = name.endsWith("_dt") ? name.substring(0, name.length() - 3) : "";
    boolean sibling =
        known.has(time) && attributes.path(time).path("type").asText().equals("timestamp_t");
    return sibling ? JsonNodeFactory.instance.objectNode().put("type", "datetime_t") : null;
  }

  private static void override(ObjectNode attribute, String key, JsonNode value) {
    if (key.equals("enum") && attribute.has("enum")) {
      ((ObjectNode) attribute.get("enum")).setAll((ObjectNode) value);
    } else {
      attribute.set(key, value);
    }
  }

  private void value(String path, JsonNode node, JsonNode attribute) {
    if (attribute.path("is_array").asBoolean()) {
      if (!node.isArray()) {
        problems.add(path + " is no array");
      }
      for (int i = 0; i < node.size(); i++) {
        single(path + "/" + i, node.get(i), attribute);
      }
    } else {
      single(path, node, attribute);
    }
  }

  private void single(String path, JsonNode node, JsonNode attribute) {
    String type = attribute.get("type").asText();
    if (!type.endsWith("_t")) {
      if (!node.isObject()) {
        problems.add(path + " is no object");
      } else if (!type.equals("object")) {
        JsonNode definition = definition(type);
        check(path, node, object(type), definition);
      }
      return;
    }
    scalar(path, node, type);
    boolean listed = attribute.path("enum").has(node.asText());
    boolean observable = path.matches("/observables/[0-9]+/type_id") && isObservable(node.asInt());
    if (attribute.has("enum") && !listed && !observable && !MADE.contains(path)) {
      problems.add(path + " has no value " + node);
    }
  }

  private void scalar(String path, JsonNode node, String typeName) {
    JsonNode type = types.get(typeName);
    String base = type.path("type").asText(typeName);
    boolean fits =
        switch (base) {
          case "string_t" -> node.isTextual();
          case "integer_t", "long_t" -> node.isIntegralNumber();
          case "float_t" -> node.isNumber();
          case "boolean_t" -> node.isBoolean();
          case "json_t" -> true;
          default -> throw new IllegalStateException("type " + base);
        };
    if (!fits) {
      problems.add(path + " is no " + typeName);
    }
    if (type.has("max_len") && node.asText().length() > type.get("max_len").asInt()) {
      problems.add(path + " is too long");
    }
    if (type.has("regex")
        && !Pattern.compile(type.get("regex").asText()).matcher(node.asText()).find()) {
      problems.add(path + " does not look like " + typeName + ": " + node);
    }
  }

  private boolean isObservable(int typeId) {
    for (JsonNode type : types) {
      if (type.path("observable").asInt(-1) == typeId) {
        return true;
      }
    }
    return false;
  }

  private JsonNode definition(String object) {
    return data.json(ROOT + "objects/" + object + ".json");
  }

  private JsonNode object(String name) {
    JsonNode known = objects.get(name);
    if (known != null) {
      return known;
    }
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    merge(merged, definition(name));
    objects.put(name, merged);
    return merged;
  }

  private void merge(ObjectNode merged, JsonNode definition) {
    JsonNode parent = definition.get("extends");
    if (parent != null && data.has(ROOT + "objects/" + parent.asText() + ".json")) {
      merged.setAll((ObjectNode) object(parent.asText()).deepCopy());
    }
    for (JsonNode include : definition.at("/attributes/$include")) {
      String profile = include.asText().replaceAll(".*/|\\.json", "");
      if (PROFILES.contains(profile)) {
        merge(merged, data.json(ROOT + include.asText()));
      }
    }
    definition
        .get("attributes")
        .properties()
        .forEach(
            e -> {
              String profile = e.getValue().path("profile").asText("");
              boolean applies =
                  profile.isEmpty() || profile.equals("null") || PROFILES.contains(profile);
              if (!e.getKey().equals("$include") && applies) {
                ObjectNode attribute = e.getValue().deepCopy();
                if (merged.get(e.getKey()) instanceof ObjectNode inherited) {
                  ObjectNode both = inherited.deepCopy();
                  attribute.properties().forEach(f -> override(both, f.getKey(), f.getValue()));
                  attribute = both;
                }
                merged.set(e.getKey(), attribute);
              }
            });
  }
}
