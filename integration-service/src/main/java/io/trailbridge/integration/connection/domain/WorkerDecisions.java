package io.trailbridge.integration.connection.domain;

import static io.trailbridge.integration.connection.domain.Decider.STALE;

import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.Leftover;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionDeprovisioned;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ProvisioningFailed;
import io.trailbridge.integration.connection.domain.Decision.Moved;
import java.time.Instant;
import java.util.List;

/** What follows from what the worker answers. */
final class WorkerDecisions {
  private WorkerDecisions() {}

  static Decision decide(Connection facts, Input.ByWorker input, Instant now) {
    if (facts.lifecycle() == Lifecycle.DELETED) {
      return STALE;
    }
    return switch (input) {
      case Input.Reconciled reconciled -> reconciled(facts, reconciled.result(), now);
      case Input.Failed failed -> failed(facts, failed.result(), now);
      case Input.Verified verified -> verified(facts, verified, now);
      case Input.Deprovisioned gone -> deprovisioned(facts, gone.result(), now);
      case Input.GapFilled filled -> gapFilled(facts, filled, now);
    };
  }

  /** Whether this is the first answer to the newest wish of a connection that is to be there. */
  private static boolean counts(Connection facts, long generation) {
    return generation == facts.generation()
        && facts.observed().answeredGeneration() < generation
        && (facts.lifecycle() == Lifecycle.PROVISIONING
            || facts.lifecycle() == Lifecycle.PROVISIONED);
  }

  /**
   * A run for what was answered before, as a mending is: it saw all that there is where it looked.
   */
  private static boolean isOfNow(Connection facts, ConnectionReconciled result) {
    return facts.lifecycle() == Lifecycle.PROVISIONED
        && result.provisioned()
        && result.generation() == facts.generation();
  }

  private static Decision reconciled(Connection facts, ConnectionReconciled result, Instant now) {
    Draft draft = new Draft(facts);
    if (!counts(facts, result.generation())) {
      draft.observed =
          isOfNow(facts, result) ? seen(facts, result) : facts.observed().merge(result.inventory());
      if (result.generation() > facts.observed().answeredGeneration()
          && result.generation() < facts.generation()) {
        draft.observed = draft.observed.withProvisioned(result.provisioned(), now);
      }
      if (isOfNow(facts, result) && facts.condition().missedFrom() != null) {
        draft.condition = facts.condition().announcing(now);
      }
      return movedIfChanged(draft, now);
    }
    boolean wasThere = facts.observed().provisionedAt() != null;
    draft.observed =
        seen(facts, result)
            .withProvisioned(result.provisioned(), now)
            .answered(result.generation());
    if (result.organizationId() != null) {
      draft.observed = draft.observed.withOrganizationId(result.organizationId());
    }
    draft.access = facts.access().withSecretReported(result.secretVersion());
    if (!result.provisioned()) {
      notThere(facts, draft, wasThere, result.findings(), now);
      return new Moved(draft.done(now), List.of());
    }
    draft.lifecycle = Lifecycle.PROVISIONED;
    draft.condition = facts.condition().afterReconcile(result.findings(), now);
    if (!wasThere || facts.condition().missedFrom() != null) {
      draft.condition = draft.condition.announcing(now);
    }
    Gaps.addMissed(draft, facts.condition(), now);
    List<Gap> toFetch = List.of();
    if (!facts.holds().isEmpty()) {
      gapOfHold(facts, draft, now);
    } else if (result.forwarding() == Forwarding.ON) {
      toFetch = Gaps.endWaiting(draft, now);
    }
    return Gaps.fetch(draft, toFetch, now);
  }

  /** A trail of the customer's may lead elsewhere than it did; ours is where it always was. */
  private static Observed seen(Connection facts, ConnectionReconciled result) {
    return switch (facts.wish().resources()) {
      case Resources.New _ -> facts.observed().withInventory(result.inventory());
      case Resources.Existing _ -> facts.observed().withSeen(result.inventory());
    };
  }

  private static Decision failed(Connection facts, ProvisioningFailed result, Instant now) {
    Draft draft = new Draft(facts);
    draft.observed = facts.observed().merge(result.inventory());
    Removal removal = facts.removal();
    if (counts(facts, result.generation())) {
      draft.observed = draft.observed.answered(result.generation());
      boolean wasThere = facts.observed().provisionedAt() != null;
      notThere(facts, draft, wasThere, List.of(result.finding()), now);
    } else if (removal != null
        && !removal.workerDone()
        && result.generation() == facts.generation()) {
      // The worker cannot get in: everything of ours is left to the customer's script.
      List<Leftover> left =
          draft.observed.inventory().stream()
              .filter(InventoryItem::ours)
              .map(item -> new Leftover(item.kind(), item.arn(), result.finding().message()))
              .toList();
      draft.removal = new Removal(removal.deleteLogs(), true, left);
      draft.condition = facts.condition().afterReconcile(List.of(result.finding()), now);
    }
    return movedIfChanged(draft, now);
  }

  /** Back to where it came from: what once worked is lost, what never did is to be set up. */
  private static void notThere(
      Connection facts, Draft draft, boolean wasThere, List<Finding> findings, Instant now) {
    if (!wasThere) {
      draft.lifecycle = Lifecycle.PENDING;
      draft.condition = facts.condition().afterReconcile(findings, now);
      return;
    }
    draft.lifecycle = Lifecycle.PROVISIONED;
    draft.condition = facts.condition().lost(findings, now);
    if (facts.holds().isEmpty()) {
      draft.condition = draft.condition.missing(now);
    } else {
      gapOfHold(facts, draft, now);
    }
  }

  private static void gapOfHold(Connection facts, Draft draft, Instant now) {
    if (draft.gaps.stream().anyMatch(gap -> gap.status() == Gap.Status.OPEN)) {
      return;
    }
    Instant there = facts.observed().provisionedAt();
    Instant held = facts.holds().heldSince();
    Instant from = there == null ? now : there;
    HoldDecisions.openGap(draft, held != null && held.isAfter(from) ? held : from);
  }

  private static Decision verified(Connection facts, Input.Verified input, Instant now) {
    if (!Verification.isOf(facts, input.result())) {
      return STALE;
    }
    List<Finding> findings =
        input.result().checks().stream()
            .filter(check -> !check.passed())
            .map(WorkerDecisions::finding)
            .toList();
    return switch (input.result().health()) {
      case UNKNOWN -> STALE;
      case LOST -> {
        Draft draft = new Draft(facts);
        draft.condition =
            facts.condition().failedOnceMore(findings, input.rule(), now).missing(now);
        yield movedIfChanged(draft, now);
      }
      case HEALTHY -> passed(facts, input.rule(), now);
    };
  }

  /** The chain holds, the subscription too: what was missed while it did not is fetched. */
  private static Decision passed(Connection facts, HealthRule rule, Instant now) {
    Draft draft = new Draft(facts);
    draft.condition = facts.condition().passedOnceMore(rule, now);
    if (draft.condition.health() != Health.HEALTHY) {
      return movedIfChanged(draft, now);
    }
    if (facts.condition().isAnnounced(now)) {
      Gaps.addUnannounced(draft, facts.condition());
    }
    Gaps.addMissed(draft, facts.condition(), now);
    List<Gap> toFetch = Gaps.endWaiting(draft, now);
    return draft.changed() ? Gaps.fetch(draft, toFetch, now) : STALE;
  }

  private static Finding finding(Check check) {
    return new Finding(
        check.code(),
        null,
        check.message() == null ? "this check failed" : check.message(),
        check.remedy() == null ? "verify again, and set up again where it stays" : check.remedy());
  }

  private static Decision deprovisioned(
      Connection facts, ConnectionDeprovisioned result, Instant now) {
    Removal removal = facts.removal();
    if (removal == null) {
      return STALE;
    }
    Draft draft = new Draft(facts);
    draft.observed = facts.observed().without(result.removed());
    if (result.generation() == facts.generation()) {
      draft.removal = new Removal(removal.deleteLogs(), true, result.left());
    }
    return movedIfChanged(draft, now);
  }

  private static Decision gapFilled(Connection facts, Input.GapFilled filled, Instant now) {
    Draft draft = new Draft(facts);
    draft.gaps.replaceAll(
        gap ->
            gap.id().equals(filled.gapId()) && gap.status() == Gap.Status.RUNNING
                ? gap.finished(filled.objects(), filled.failed())
                : gap);
    return movedIfChanged(draft, now);
  }

  private static Decision movedIfChanged(Draft draft, Instant now) {
    return draft.changed() ? new Moved(draft.done(now), List.of()) : STALE;
  }
}
