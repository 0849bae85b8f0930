package io.trailbridge.integration.setup.domain;

import io.trailbridge.integration.setup.domain.PolicyStatement.PolicyCondition;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An IAM policy that allows. */
public record PolicyDocument(List<PolicyStatement> statements) {
  /** Of these alone our policies are made, so that nothing ever needs an escape. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9*:/._+=,@${}-]+");

  /** Keeps its own copy. */
  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  /** On one line without blanks, as IAM gives it back: the script compares both as texts. */
  public String json() {
    return statements.stream()
        .map(PolicyDocument::json)
        .collect(Collectors.joining(",", "{\"Version\":\"2012-10-17\",\"Statement\":[", "]}"));
  }

  static String json(PolicyStatement statement) {
    PolicyCondition condition = statement.condition();
    return "{\"Sid\":"
        + quoted(statement.sid())
        + ",\"Effect\":\"Allow\",\"Action\":"
        + json(statement.actions())
        + ",\"Resource\":"
        + json(statement.resources())
        + (condition == null
            ? ""
            : ",\"Condition\":{"
                + quoted(condition.operator())
                + ":{"
                + quoted(condition.key())
                + ":"
                + json(condition.values())
                + "}}")
        + "}";
  }

  private static String json(List<String> values) {
    return values.size() == 1
        ? quoted(values.getFirst())
        : values.stream().map(PolicyDocument::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String value) {
    if (!PLAIN.matcher(value).matches()) {
      throw new IllegalArgumentException("not a text that a policy of ours is made of");
    }
    return '"' + value + '"';
  }
}
