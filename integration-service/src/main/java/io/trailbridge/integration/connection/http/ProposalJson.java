package io.trailbridge.integration.connection.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Proposal;
import io.trailbridge.integration.connection.domain.ResourcesProposal;
import io.trailbridge.integration.connection.domain.Wish;
import io.trailbridge.integration.rest.Fields;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Between JSON bodies and proposals: types are checked here, values in the domain. */
final class ProposalJson {
  private static final Set<String> PATCHABLE =
      Set.of(
          "name",
          "accounts",
          "backfillOnResume",
          "region",
          "resources",
          "delivery",
          "organization");
  private static final Set<String> ALL =
      Set.of(
          "name",
          "accountId",
          "accounts",
          "backfillOnResume",
          "region",
          "resources",
          "delivery",
          "organization");
  private static final Set<String> OF_NEW = Set.of("mode", "kmsKeyArn", "retentionDays");
  private static final Set<String> OF_EXISTING =
      Set.of("mode", "trailArn", "topicArn", "kmsKeyArn", "bucketAccountId");

  private ProposalJson() {}

  static Proposal read(ObjectNode body) {
    Fields fields = Fields.of(body, ALL);
    return new Proposal(
        fields.text("name"),
        fields.text("accountId"),
        fields.text("region"),
        fields.bool("organization"),
        fields.texts("accounts"),
        resources(body, fields),
        fields.text("delivery"),
        fields.bool("backfillOnResume"));
  }

  private static ResourcesProposal resources(ObjectNode body, Fields fields) {
    JsonNode node = body.get("resources");
    boolean existing = node != null && "EXISTING".equals(node.path("mode").textValue());
    Fields inner = fields.object("resources", existing ? OF_EXISTING : OF_NEW);
    if (inner == null) {
      return ResourcesProposal.DEFAULT;
    }
    return new ResourcesProposal(
        inner.text("mode"),
        inner.text("kmsKeyArn"),
        existing ? null : inner.integer("retentionDays"),
        existing ? inner.text("trailArn") : null,
        existing ? inner.text("topicArn") : null,
        existing ? inner.text("bucketAccountId") : null);
  }

  /** What the connection would be asked for with an RFC 7396 merge patch applied to its wish. */
  static Proposal merge(Connection connection, ObjectNode patch) {
    Fields.of(patch, PATCHABLE);
    ObjectNode target = write(connection);
    JsonNode is = target.path("resources").path("mode");
    JsonNode asked = patch.path("resources").path("mode");
    if (!asked.isMissingNode() && !asked.equals(is)) {
      target.remove("resources"); // its fields mean nothing in another mode
    }
    apply(patch, target);
    return read(target);
  }

  private static void apply(ObjectNode patch, ObjectNode target) {
    patch
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              if (value.isNull()) {
                target.remove(field.getKey());
              } else if (value instanceof ObjectNode inner) {
                ObjectNode under =
                    target.get(field.getKey()) instanceof ObjectNode there
                        ? there
                        : target.putObject(field.getKey());
                apply(inner, under);
              } else {
                target.set(field.getKey(), value);
              }
            });
  }

  private static ObjectNode write(Connection connection) {
    Wish wish = connection.wish();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", wish.name());
    node.put("accountId", connection.accountId().value());
    node.put("region", wish.region().value());
    node.put("organization", wish.organization());
    if (wish.accounts() != null) {
      ArrayNode accounts = node.putArray("accounts");
      wish.accounts().forEach(account -> accounts.add(account.value()));
    }
    ObjectNode resources = node.putObject("resources");
    switch (wish.resources()) {
      case Resources.New it -> {
        resources.put("mode", "NEW");
        put(resources, "kmsKeyArn", it.kmsKeyArn());
        resources.put("retentionDays", it.retentionDays());
      }
      case Resources.Existing it -> {
        resources.put("mode", "EXISTING");
        put(resources, "trailArn", it.trailArn());
        put(resources, "topicArn", it.topicArn());
        put(resources, "kmsKeyArn", it.kmsKeyArn());
        put(resources, "bucketAccountId", it.bucketAccountId());
      }
    }
    node.put("delivery", wish.delivery().name());
    node.put("backfillOnResume", wish.backfillOnResume());
    return node;
  }

  private static void put(ObjectNode node, String name, @Nullable Object value) {
    if (value != null) {
      node.put(name, value.toString());
    }
  }
}
