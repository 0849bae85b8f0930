package io.trailbridge.provisioning.connection.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy as JSON values.
 *
 * @param json the members in their order
 */
public record Statement(Map<String, Object> json) {

  public Statement {
    json = new LinkedHashMap<>(json);
  }

  /** From parsed JSON, whose names are always strings. */
  public static Statement of(Object parsed) {
    if (!(parsed instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("a policy statement is a JSON object");
    }
    Map<String, Object> json = new LinkedHashMap<>();
    map.forEach((name, value) -> json.put((String) name, value));
    return new Statement(json);
  }

  /** What the statement is called; absent where it has no name. */
  public @Nullable String sid() {
    return json.get("Sid") instanceof String sid ? sid : null;
  }

  /**
   * Whether the two say the same. AWS gives policies back in its own spelling: a list of one as a
   * string, lists in another order, booleans as strings.
   */
  public boolean meansTheSameAs(Statement other) {
    return canonical(json).equals(canonical(other.json));
  }

  private static Object canonical(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((name, inner) -> sorted.put((String) name, canonical(inner)));
        if (sorted.get("Principal") instanceof Set<?> all && all.equals(Set.of("*"))) {
          sorted.put("Principal", Map.of("AWS", Set.of("*")));
        }
        yield sorted;
      }
      case List<?> list -> {
        Set<String> set = new TreeSet<>();
        list.forEach(inner -> set.add(Objects.toString(inner)));
        yield set;
      }
      default -> Set.of(value.toString());
    };
  }
}
