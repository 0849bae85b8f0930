package io.trailbridge.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PromQL expression asks for.
 *
 * @param metrics the labels that each metric is selected by
 * @param grouped the labels that are grouped by or matched on
 */
record PromQuery(Map<String, Set<String>> metrics, Set<String> grouped) {
  private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\{([^}]*)}");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.$])[a-zA-Z_:][\\w:]*(?!\\w*\\s*\\()");
  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "unless", "bool", "offset", "group_left", "group_right");

  static PromQuery of(String expression) {
    String rest = expression.replaceAll("\\[[^\\]]*]", "");
    Map<String, Set<String>> metrics = new LinkedHashMap<>();
    Set<String> grouped = new TreeSet<>();
    for (Matcher it = GROUPING.matcher(rest); it.find(); ) {
      for (String label : it.group(1).split(",", -1)) {
        grouped.add(label.strip());
      }
    }
    grouped.remove("");
    rest = GROUPING.matcher(rest).replaceAll(" ");
    for (Matcher it = SELECTOR.matcher(rest); it.find(); ) {
      Set<String> labels = metrics.computeIfAbsent(it.group(1), _ -> new TreeSet<>());
      for (Matcher label = MATCHER.matcher(it.group(2)); label.find(); ) {
        labels.add(label.group(1));
      }
    }
    rest = SELECTOR.matcher(rest).replaceAll("$1");
    for (Matcher it = NAME.matcher(rest); it.find(); ) {
      if (!KEYWORDS.contains(it.group())) {
        metrics.computeIfAbsent(it.group(), _ -> new TreeSet<>());
      }
    }
    return new PromQuery(metrics, grouped);
  }
}
