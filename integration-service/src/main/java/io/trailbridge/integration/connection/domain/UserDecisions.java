package io.trailbridge.integration.connection.domain;

import static io.trailbridge.integration.connection.domain.Decider.STALE;
import static io.trailbridge.integration.connection.domain.Decider.notAllowed;
import static io.trailbridge.integration.connection.domain.Decider.refused;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Hold;
import io.trailbridge.integration.connection.domain.Decision.Moved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What follows from what a user asks for. */
final class UserDecisions {
  private static final Duration LONGEST_BACKFILL = Duration.ofDays(366);

  private UserDecisions() {}

  static Decision decide(Connection facts, Input.ByUser input, Instant now) {
    return switch (input) {
      case Input.Edit edit -> edit(facts, edit.wish(), now);
      case Input.Pause _ -> pause(facts, now);
      case Input.Resume resume -> resume(facts, resume, now);
      case Input.Verify _ ->
          facts.actions().contains(Action.VERIFY)
              ? new Moved(facts, List.of(Commands.verify(facts)))
              : notAllowed(facts, Action.VERIFY);
      case Input.Backfill backfill -> backfill(facts, backfill, now);
      case Input.RotateSecret _ -> rotateSecret(facts, now);
      case Input.Delete delete -> delete(facts, delete.deleteLogs(), now);
    };
  }

  private static Decision edit(Connection facts, Wish wish, Instant now) {
    if (!facts.actions().contains(Action.EDIT)) {
      return notAllowed(facts, Action.EDIT);
    }
    if (facts.wish().equals(wish)) {
      return STALE;
    }
    boolean pending = facts.lifecycle() == Lifecycle.PENDING;
    if (!pending && !facts.wish().sameInAws(wish)) {
      return refused(new Refusal.Invalid(fixedFields(facts.wish(), wish)));
    }
    Draft draft = new Draft(facts);
    draft.wish = wish;
    if (facts.wasSetUp() && !facts.wish().sameInAws(wish)) {
      // Answers to the provisioning that failed are about another wish from now on.
      draft.generation++;
    }
    return new Moved(draft.done(now), List.of());
  }

  private static List<FieldError> fixedFields(Wish is, Wish asked) {
    String message = "can be changed only while the connection is PENDING";
    List<FieldError> errors = new ArrayList<>();
    if (!is.region().equals(asked.region())) {
      errors.add(new FieldError("region", message));
    }
    if (is.organization() != asked.organization()) {
      errors.add(new FieldError("organization", message));
    }
    if (!is.resources().equals(asked.resources())) {
      errors.add(new FieldError("resources", message));
    }
    if (is.delivery() != asked.delivery()) {
      errors.add(new FieldError("delivery", message));
    }
    return errors;
  }

  private static Decision pause(Connection facts, Instant now) {
    return facts.actions().contains(Action.PAUSE)
        ? HoldDecisions.hold(facts, new Draft(facts), Hold.USER, now, now)
        : notAllowed(facts, Action.PAUSE);
  }

  private static Decision resume(Connection facts, Input.Resume input, Instant now) {
    if (!facts.actions().contains(Action.RESUME) || facts.holds().has(Hold.LICENSE)) {
      return notAllowed(facts, Action.RESUME);
    }
    Draft draft = new Draft(facts);
    if (Boolean.FALSE.equals(input.backfill())) {
      // Whoever says so means the fetch that the pause cut off, too.
      draft.gaps.replaceAll(gap -> gap.status() == Gap.Status.WAITING ? gap.skipped(now) : gap);
    }
    boolean fill = input.backfill() == null ? facts.wish().backfillOnResume() : input.backfill();
    return HoldDecisions.release(facts, draft, Hold.USER, fill, now);
  }

  private static Decision backfill(Connection facts, Input.Backfill asked, Instant now) {
    if (!facts.actions().contains(Action.BACKFILL)) {
      return notAllowed(facts, Action.BACKFILL);
    }
    List<FieldError> errors = new ArrayList<>();
    if (facts.wish().delivery() == Delivery.PUSH) {
      errors.add(
          new FieldError(
              "delivery", "with PUSH we may not read the log files, so none can be fetched again"));
    }
    if (!asked.from().isBefore(asked.to())) {
      errors.add(new FieldError("from", "must be before to"));
    } else if (Duration.between(asked.from(), asked.to()).compareTo(LONGEST_BACKFILL) > 0) {
      errors.add(new FieldError("from", "must be at most 366 days before to"));
    }
    if (asked.to().isAfter(now)) {
      errors.add(new FieldError("to", "must not be in the future"));
    }
    if (!errors.isEmpty()) {
      return refused(new Refusal.Invalid(errors));
    }
    Draft draft = new Draft(facts);
    Gap gap = Gap.running(draft.newGapId(), asked.from(), asked.to());
    draft.gaps.add(gap);
    return Gaps.fetch(draft, List.of(gap), now);
  }

  private static Decision rotateSecret(Connection facts, Instant now) {
    // Not in the table of actions: whoever may edit may rotate, once there is something to edit.
    ConnectionStatus status = facts.status();
    if (status == ConnectionStatus.PENDING || !facts.actions().contains(Action.EDIT)) {
      return notAllowed(facts, Action.EDIT);
    }
    if (facts.wish().delivery() != Delivery.PUSH) {
      return refused(
          Refusal.Invalid.field("delivery", "only a forwarder (PUSH) has a secret to rotate"));
    }
    if (facts.access().secretReported() < facts.access().secretVersion()) {
      // Only the former secret holds beside the new one: a second rotation would lock out the
      // forwarder that still uses the one before.
      return notAllowed(facts, Action.EDIT);
    }
    Draft draft = new Draft(facts);
    draft.access = facts.access().withSecretVersion(facts.access().secretVersion() + 1);
    HoldDecisions.raise(draft);
    Connection next = draft.done(now);
    return new Moved(next, List.of(Commands.update(next)));
  }

  private static Decision delete(Connection facts, boolean deleteLogs, Instant now) {
    if (!facts.actions().contains(Action.DELETE)) {
      return notAllowed(facts, Action.DELETE);
    }
    Removal running = facts.removal();
    if (running != null && (running.deleteLogs() || !deleteLogs)) {
      return STALE;
    }
    Draft draft = new Draft(facts);
    draft.gaps.replaceAll(gap -> gap.isFinal() ? gap : gap.skipped(now));
    if (facts.lifecycle() == Lifecycle.PENDING && !facts.wasSetUp()) {
      draft.lifecycle = Lifecycle.DELETED;
      draft.deletedAt = now;
      return new Moved(draft.done(now), List.of());
    }
    draft.lifecycle = Lifecycle.DELETING;
    draft.removal = new Removal(deleteLogs, false, List.of());
    draft.generation++;
    Connection next = draft.done(now);
    return new Moved(next, List.of(Commands.deprovision(next, deleteLogs)));
  }
}
