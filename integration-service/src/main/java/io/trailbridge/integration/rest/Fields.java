package io.trailbridge.integration.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailbridge.integration.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, each of exactly its type; null where absent or null. */
public final class Fields {
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,40}");

  private static final int MOST_NAMED = 20;

  private final ObjectNode object;
  private final String prefix;

  private Fields(ObjectNode object, String prefix) {
    this.object = object;
    this.prefix = prefix;
  }

  /**
   * Refuses fields other than these.
   *
   * @throws Problem malformed, as every method here, with the fields by name
   */
  public static Fields of(ObjectNode object, Set<String> known) {
    return of(object, "", known);
  }

  private static Fields of(ObjectNode object, String prefix, Set<String> known) {
    List<Problem.Field> unknown = new ArrayList<>();
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name) && unknown.size() < MOST_NAMED) {
                // Only a name that can do no harm is named.
                String shown = HARMLESS.matcher(name).matches() ? prefix + name : prefix + "?";
                unknown.add(new Problem.Field(shown, "is unknown or read-only"));
              }
            });
    if (!unknown.isEmpty()) {
      throw Problem.malformed(unknown);
    }
    return new Fields(object, prefix);
  }

  /** Whether it is there and not null. */
  public boolean has(String name) {
    return value(name) != null;
  }

  /** A string. */
  public @Nullable String text(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(name, "must be a string");
    }
    return value.textValue();
  }

  /** true or false. */
  public @Nullable Boolean bool(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isBoolean()) {
      throw wrong(name, "must be true or false");
    }
    return value.booleanValue();
  }

  /** A whole number of 32 bits; 1.0 is none. */
  public @Nullable Integer integer(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(name, "must be a whole number");
    }
    return value.intValue();
  }

  /** A list of strings. */
  public @Nullable List<String> texts(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isArray()) {
      throw wrong(name, "must be a list of strings or null");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : value) {
      if (!item.isTextual()) {
        throw wrong(name, "must be a list of strings or null");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  /** An object with no fields but these. */
  public @Nullable Fields object(String name, Set<String> known) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (value instanceof ObjectNode inner) {
      return of(inner, prefix + name + ".", known);
    }
    throw wrong(name, "must be an object");
  }

  private @Nullable JsonNode value(String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private Problem wrong(String name, String message) {
    return Problem.malformed(prefix + name, message);
  }
}
