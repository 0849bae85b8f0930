package io.trailbridge.integration.setup.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is allowed, in one statement of an IAM policy.
 *
 * @param condition null: none
 */
public record PolicyStatement(
    String sid, List<String> actions, List<String> resources, @Nullable PolicyCondition condition) {

  /** Keeps its own copies. */
  public PolicyStatement {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
  }

  /** Under one condition, such as {@code StringLike, s3:prefix, [AWSLogs/*]}. */
  public record PolicyCondition(String operator, String key, List<String> values) {
    /** Keeps its own copy. */
    public PolicyCondition {
      values = List.copyOf(values);
    }
  }

  static PolicyStatement allow(String sid, List<String> actions, List<String> resources) {
    return new PolicyStatement(sid, actions, resources, null);
  }

  PolicyStatement when(String operator, String key, String... values) {
    return new PolicyStatement(
        sid, actions, resources, new PolicyCondition(operator, key, List.of(values)));
  }

  /** Names of one service's actions. */
  static List<String> actions(String service, String... names) {
    List<String> actions = new ArrayList<>();
    for (String name : names) {
      actions.add(service + ":" + name);
    }
    return actions;
  }
}
