package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A policy: of a resource (trust policy, bucket, topic or queue policy) or of an identity. What
 * this evaluator does not know (an operator, {@code NotPrincipal}) never allows and always denies,
 * so that a gap here shows as a refusal.
 */
final class Policy {
  /**
   * What a policy says about a question: nothing at all is SILENT, which for another account is a
   * no.
   */
  enum Decision {
    ALLOWED,
    DENIED,
    SILENT
  }

  /**
   * May this caller do this to that?
   *
   * @param context condition keys in any case, with the values that the service would set
   */
  record Question(Caller caller, String action, String resource, Map<String, String> context) {}

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

  private final List<JsonNode> statements;
  private final boolean ofIdentity;

  private Policy(List<JsonNode> statements, boolean ofIdentity) {
    this.statements = statements;
    this.ofIdentity = ofIdentity;
  }

  /** Reads the policy of a role, which names no principal. */
  static Policy ofIdentity(String document) {
    return new Policy(parse(document).statements, true);
  }

  /** Reads a document; one that is no policy is refused with {@link IllegalArgumentException}. */
  static Policy parse(String document) {
    JsonNode root;
    try {
      root = Json.read(document);
    } catch (java.io.UncheckedIOException e) {
      throw new IllegalArgumentException("The policy is not JSON", e);
    }
    JsonNode statement = root.path("Statement");
    if (statement.isMissingNode()) {
      throw new IllegalArgumentException("The policy has no Statement");
    }
    List<JsonNode> statements = new ArrayList<>();
    (statement.isArray() ? statement : Json.MAPPER.createArrayNode().add(statement))
        .forEach(statements::add);
    return new Policy(statements, false);
  }

  boolean allows(Question question) {
    return decide(question) == Decision.ALLOWED;
  }

  Decision decide(Question question) {
    Decision decision = Decision.SILENT;
    for (JsonNode statement : statements) {
      boolean allow = statement.path("Effect").asText().equals("Allow");
      if (applies(statement, question, !allow)) {
        if (!allow) {
          return Decision.DENIED;
        }
        decision = Decision.ALLOWED;
      }
    }
    return decision;
  }

  private boolean applies(JsonNode statement, Question question, boolean ifUnknown) {
    for (String unknown : List.of("NotPrincipal", "NotAction", "NotResource")) {
      if (statement.has(unknown)) {
        return ifUnknown;
      }
    }
    return (ofIdentity || names(statement.path("Principal"), question.caller()))
        && matchesAny(
            lower(texts(statement.path("Action"))), question.action().toLowerCase(Locale.ROOT))
        && (!statement.has("Resource")
            || matchesAny(texts(statement.get("Resource")), question.resource()))
        && conditionsHold(statement.path("Condition"), question.context(), ifUnknown);
  }

  private static boolean names(JsonNode principal, Caller caller) {
    if (principal.isTextual()) {
      return principal.asText().equals("*");
    }
    if (caller.isService()) {
      return texts(principal.path("Service")).contains(caller.arn());
    }
    for (String name : texts(principal.path("AWS"))) {
      boolean account =
          name.equals(caller.account()) || name.endsWith("::" + caller.account() + ":root");
      boolean role = caller.role().filter(name::equals).isPresent();
      if (name.equals("*") || account || role || name.equals(caller.arn())) {
        return true;
      }
    }
    return false;
  }

  private static boolean conditionsHold(
      JsonNode conditions, Map<String, String> context, boolean ifUnknown) {
    Map<String, String> values = new HashMap<>();
    context.forEach((key, value) -> values.put(key.toLowerCase(Locale.ROOT), value));
    for (Map.Entry<String, JsonNode> operator : conditions.properties()) {
      for (Map.Entry<String, JsonNode> condition : operator.getValue().properties()) {
        String key = condition.getKey().toLowerCase(Locale.ROOT);
        boolean ifExists = operator.getKey().endsWith("IfExists");
        String name = operator.getKey().replace("IfExists", "");
        String value = values.get(key);
        List<String> wanted =
            texts(condition.getValue()).stream().map(it -> resolved(it, values)).toList();
        if (!KNOWN_OPERATORS.contains(name)) {
          if (!ifUnknown) {
            return false;
          }
        } else if (name.equals("Null")) {
          if (wanted.contains("true") != (value == null)) {
            return false;
          }
        } else if (value == null) {
          // A negated operator holds for a key that is absent.
          if (!ifExists && !name.contains("Not")) {
            return false;
          }
        } else if (!holds(name, wanted, value)) {
          return false;
        }
      }
    }
    return true;
  }

  private static final List<String> KNOWN_OPERATORS =
      List.of(
          "StringEquals",
          "StringNotEquals",
          "StringLike",
          "StringNotLike",
          "StringEqualsIgnoreCase",
          "ArnEquals",
          "ArnLike",
          "ArnNotEquals",
          "ArnNotLike",
          "Bool",
          "Null");

  private static boolean holds(String operator, List<String> wanted, String value) {
    return switch (operator) {
      case "StringEquals" -> wanted.contains(value);
      case "StringNotEquals" -> !wanted.contains(value);
      case "StringEqualsIgnoreCase", "Bool" -> wanted.stream().anyMatch(value::equalsIgnoreCase);
      case "StringLike", "ArnEquals", "ArnLike" -> matchesAny(wanted, value);
      default -> !matchesAny(wanted, value);
    };
  }

  /** With its policy variables filled in; one that has no value matches nothing. */
  private static String resolved(String text, Map<String, String> values) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            it ->
                Matcher.quoteReplacement(
                    values.getOrDefault(it.group(1).toLowerCase(Locale.ROOT), it.group())));
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(item -> texts.add(item.asText()));
    } else if (!node.isMissingNode() && !node.isNull()) {
      texts.add(node.asText());
    }
    return texts;
  }

  private static List<String> lower(List<String> texts) {
    return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
  }

  private static boolean matchesAny(List<String> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, text));
  }

  private static boolean matches(String pattern, String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }
}
