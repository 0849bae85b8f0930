package io.trailbridge.integration.setup.domain;

import io.trailbridge.contracts.shared.TenantId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The format that the script reads without a JSON parser: one key, one space and one value a line.
 * The first line names the kind and the version, the last one ends it, so that an answer that was
 * cut off is noticed. Printable ASCII only.
 */
public final class ScriptLines {
  private final String kind;
  private final StringBuilder text = new StringBuilder();

  private ScriptLines(String kind) {
    this.kind = kind;
  }

  /**
   * Whether a caller asks for lines before JSON and before anything.
   *
   * @param accept its {@code Accept} header
   */
  public static boolean areAskedFor(@Nullable String accept) {
    String first = accept == null ? "" : accept.strip().toLowerCase(Locale.ROOT);
    return first.matches("text/plain *([,;].*)?");
  }

  /** With the lines that both kinds have. */
  public static ScriptLines begin(String kind, RoleNames names, TenantId tenant) {
    return new ScriptLines(kind)
        .add("trailbridge-" + kind, "1")
        .add("connection", names.connection().toString())
        .add("tenant", tenant.value())
        .add("partition", names.partition().id())
        .add("account", names.account().value())
        .add("region", names.region().value());
  }

  /** One more line. */
  public ScriptLines add(String key, String value) {
    if (!(key + value).chars().allMatch(c -> c >= ' ' && c < 127)) {
      throw new IllegalArgumentException("a line of the script is printable ASCII");
    }
    text.append(key).append(' ').append(value).append('\n');
    return this;
  }

  /** The whole text. */
  public String end() {
    return add("end", kind).text.toString();
  }
}
