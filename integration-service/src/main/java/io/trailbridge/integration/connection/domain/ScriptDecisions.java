package io.trailbridge.integration.connection.domain;

import static io.trailbridge.integration.connection.domain.Decider.STALE;
import static io.trailbridge.integration.connection.domain.Decider.notAllowed;
import static io.trailbridge.integration.connection.domain.Decider.refused;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.integration.connection.domain.Decision.Moved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What follows from what the customer's script reports. */
final class ScriptDecisions {
  /** A path may stand before the name, but none that leads elsewhere where somebody resolves it. */
  private static final Pattern ROLE =
      Pattern.compile("role/(?!.*\\.\\./)([A-Za-z0-9+=,.@_-]{1,64}/)*[A-Za-z0-9+=,.@_-]{1,64}");

  private ScriptDecisions() {}

  static Decision decide(Connection facts, Input.ByScript input, Instant now) {
    return switch (input) {
      case Input.SetupCompleted completed -> setupCompleted(facts, completed, now);
      case Input.RemovalConfirmed _ -> removalConfirmed(facts, now);
    };
  }

  private static Decision setupCompleted(
      Connection facts, Input.SetupCompleted input, Instant now) {
    // A pause between the token and the script's call is no reason to refuse the repair.
    boolean possible =
        facts.lifecycle() == Lifecycle.PENDING || facts.lifecycle() == Lifecycle.PROVISIONED;
    if (!possible) {
      return notAllowed(facts, Action.SETUP);
    }
    List<FieldError> errors = new ArrayList<>();
    checkRole(facts, "accessRoleArn", input.accessRoleArn(), errors);
    boolean push = facts.wish().delivery() == Delivery.PUSH;
    if (push && input.forwarderRoleArn() == null) {
      errors.add(new FieldError("forwarderRoleArn", "is required for PUSH"));
    } else if (!push && input.forwarderRoleArn() != null) {
      errors.add(new FieldError("forwarderRoleArn", "belongs to PUSH only"));
    }
    checkRole(facts, "forwarderRoleArn", input.forwarderRoleArn(), errors);
    if (!errors.isEmpty()) {
      return refused(new Refusal.Invalid(errors));
    }
    Draft draft = new Draft(facts);
    draft.access = facts.access().withRoles(input.accessRoleArn(), input.forwarderRoleArn());
    draft.lifecycle = Lifecycle.PROVISIONING;
    HoldDecisions.raise(draft);
    Connection next = draft.done(now);
    return new Moved(next, List.of(Commands.provision(next)));
  }

  private static void checkRole(
      Connection facts, String field, @Nullable Arn role, List<FieldError> errors) {
    if (role == null) {
      return;
    }
    if (!role.service().equals("iam") || !ROLE.matcher(role.resource()).matches()) {
      errors.add(new FieldError(field, "must be the ARN of an IAM role"));
    } else if (!role.account().equals(facts.accountId().value())) {
      errors.add(new FieldError(field, "must be a role of the connection's account"));
    } else if (!role.partition().equals(facts.wish().partition().id())) {
      errors.add(new FieldError(field, "must be a role in the partition of the region"));
    }
  }

  private static Decision removalConfirmed(Connection facts, Instant now) {
    if (facts.lifecycle() == Lifecycle.DELETED) {
      return STALE;
    }
    Removal removal = facts.removal();
    if (facts.lifecycle() != Lifecycle.DELETING || removal == null) {
      return notAllowed(facts, Action.DELETE);
    }
    if (!removal.workerDone()) {
      return refused(new Refusal.NotReady());
    }
    Draft draft = new Draft(facts);
    draft.lifecycle = Lifecycle.DELETED;
    draft.deletedAt = now;
    List<InventoryItem> gone =
        facts.observed().inventory().stream()
            .filter(item -> item.ours() && !isKept(item, removal))
            .toList();
    draft.observed = facts.observed().without(gone);
    draft.removal = new Removal(removal.deleteLogs(), true, removal.leftAfter(gone));
    return new Moved(draft.done(now), List.of());
  }

  /** The bucket stays with its logs where nobody asked for more. */
  private static boolean isKept(InventoryItem item, Removal removal) {
    return item.kind() == ResourceKind.BUCKET && !removal.deleteLogs();
  }
}
