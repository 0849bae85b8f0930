package io.trailbridge.license.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.license.problem.ProblemException.FieldError;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** What callers say about pages, and what is refused of it. */
public final class Paging {
  private Paging() {}

  /** A limit between 1 and {@code most}. */
  public static int limit(String text, int most) {
    int limit;
    try {
      limit = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw ProblemException.malformed("limit must be a whole number.");
    }
    if (limit < 1 || limit > most) {
      throw ProblemException.invalid(
          List.of(new FieldError("limit", "limit must lie between 1 and " + most + ".")));
    }
    return limit;
  }

  /**
   * The place that a cursor stands for.
   *
   * @param parse throws IllegalArgumentException or DateTimeException where it is none of ours
   */
  public static <T> T cursor(String cursor, Function<String, T> parse) {
    try {
      return parse.apply(new String(Base64.getUrlDecoder().decode(cursor), UTF_8));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw ProblemException.malformed("This is not a cursor of ours.");
    }
  }
}
