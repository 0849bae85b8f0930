package io.trailbridge.integration.setup.domain;

import java.util.regex.Pattern;

/**
 * A word of a command that people paste into a shell. What is not on the list is refused, never
 * escaped; what is stands in single quotes all the same.
 */
public final class ShellWord {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_.:/=+][A-Za-z0-9_.:/=+-]*");

  private ShellWord() {}

  /**
   * The value in single quotes.
   *
   * @throws IllegalArgumentException where it has a character that is not on the list, begins with
   *     a dash, or is empty
   */
  public static String quote(String value) {
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException("not a word that may stand in a command");
    }
    return "'" + value + "'";
  }
}
