package io.trailbridge.integration.rest;

import io.trailbridge.integration.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Query parameters, none of which is unknown or stands twice. An empty one counts as absent. */
public final class QueryParameters {
  private static final int DEFAULT_LIMIT = 50;
  private static final int LARGEST_LIMIT = 200;

  private final Map<String, List<String>> values;

  private QueryParameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Refuses parameters other than these.
   *
   * @throws Problem malformed, as every method here
   */
  public static QueryParameters of(Map<String, List<String>> values, Set<String> known) {
    values.forEach(
        (name, given) -> {
          if (!known.contains(name)) {
            throw Problem.malformed("The query has a parameter that is unknown.");
          }
          if (given.size() > 1) {
            throw Problem.malformed(name, "must stand once");
          }
        });
    return new QueryParameters(values);
  }

  /** The value; null where absent. */
  public @Nullable String text(String name) {
    List<String> given = values.get(name);
    return given == null || given.getFirst().isEmpty() ? null : given.getFirst();
  }

  /** true or false; null where absent. */
  public @Nullable Boolean bool(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Problem.malformed(name, "must be true or false");
    };
  }

  /** {@code limit}: how many items a page has, 1 to 200, 50 where absent. */
  public int limit() {
    List<String> given = values.get("limit");
    if (given == null) {
      return DEFAULT_LIMIT;
    }
    String value = given.getFirst();
    if (!value.matches("[1-9][0-9]{0,2}") || Integer.parseInt(value) > LARGEST_LIMIT) {
      throw Problem.malformed("limit", "must be 1 to 200");
    }
    return Integer.parseInt(value);
  }
}
