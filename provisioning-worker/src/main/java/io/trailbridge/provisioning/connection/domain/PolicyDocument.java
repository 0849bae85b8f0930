package io.trailbridge.provisioning.connection.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource policy as plain values. Statements that are not ours pass through as they came; ours
 * are told by their Sid.
 *
 * @param head everything beside the statements, such as Version and Id, in its order
 */
public record PolicyDocument(Map<String, Object> head, List<Statement> statements) {

  public PolicyDocument {
    head = new LinkedHashMap<>(head);
    statements = List.copyOf(statements);
  }

  /** A policy without a statement. */
  public static PolicyDocument empty() {
    return new PolicyDocument(Map.of("Version", "2012-10-17"), List.of());
  }

  /** From parsed JSON; a single statement may stand without its list. */
  public static PolicyDocument from(Map<String, Object> json) {
    Map<String, Object> head = new LinkedHashMap<>(json);
    Object found = head.remove("Statement");
    List<?> several =
        found == null ? List.of() : found instanceof List<?> list ? list : List.of(found);
    List<Statement> statements = new ArrayList<>();
    for (Object one : several) {
      statements.add(Statement.of(one));
    }
    return new PolicyDocument(head, statements);
  }

  /** As JSON values, to be printed. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>(head);
    json.put("Statement", statements.stream().map(Statement::json).toList());
    return json;
  }

  /** With ours in it: those of the same Sid are replaced in their place, new ones come last. */
  public PolicyDocument merged(List<Statement> ours) {
    List<Statement> result = new ArrayList<>(statements);
    for (Statement mine : ours) {
      int at = indexOf(result, mine.sid());
      if (at < 0) {
        result.add(mine);
      } else {
        result.set(at, mine);
      }
    }
    return new PolicyDocument(head, result);
  }

  /** Whether each of ours stands in it and means the same. */
  public boolean holds(List<Statement> ours) {
    return ours.stream()
        .allMatch(
            mine -> {
              int at = indexOf(statements, mine.sid());
              return at >= 0 && statements.get(at).meansTheSameAs(mine);
            });
  }

  private static int indexOf(List<Statement> statements, @Nullable String sid) {
    for (int i = 0; i < statements.size(); i++) {
      if (sid != null && sid.equals(statements.get(i).sid())) {
        return i;
      }
    }
    return -1;
  }
}
