package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import io.trailbridge.integration.connection.domain.Decision.Moved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How gaps that fill themselves come about, and how those that wait end. */
final class Gaps {
  private Gaps() {}

  /**
   * The gap of a time in which log files may have been missed, though nobody held the connection:
   * from when it was first there until a hold's own gap counts. A forwarder's queue keeps for days
   * what it could not hand on, and its log files are not ours to read, so only PULL has one.
   *
   * @return to be fetched at once, and not in the draft yet; empty where nothing was missed
   */
  static Optional<Gap> missed(Draft draft, Instant from, Instant to) {
    Instant there = draft.observed.provisionedAt();
    boolean lives =
        draft.lifecycle == Lifecycle.PROVISIONING || draft.lifecycle == Lifecycle.PROVISIONED;
    if (!lives || there == null || draft.wish.delivery() == Delivery.PUSH) {
      return Optional.empty();
    }
    Instant begin = from.isAfter(there) ? from : there;
    Instant end = holdsBegin(draft).reduce(to, Gaps::earlier);
    return begin.isBefore(end)
        ? Optional.of(Gap.running(draft.newGapId(), begin, end))
        : Optional.empty();
  }

  /** A hold's gap has no end before the subscription is back, however long the hold is over. */
  private static Stream<Instant> holdsBegin(Draft draft) {
    return Stream.concat(
        Stream.ofNullable(draft.holds.heldSince()),
        draft.gaps.stream().filter(gap -> gap.to() == null).map(Gap::from));
  }

  /** Lets the gaps of what was missed before now wait, as the gap of a hold does. */
  static void addMissed(Draft draft, Condition before, Instant now) {
    add(draft, before.missedFrom(), now);
  }

  /**
   * The same for the minutes in which S3 may not have announced yet: until {@link
   * Condition#UNTIL_ANNOUNCED} is over, or a hold's own gap begins.
   */
  static void addUnannounced(Draft draft, Condition before) {
    Instant from = before.announcedFrom();
    if (from != null) {
      Instant end = from.plus(Condition.UNTIL_ANNOUNCED);
      add(
          draft,
          from,
          draft.gaps.stream()
              .map(Gap::from)
              .filter(it -> !it.isBefore(from))
              .reduce(end, Gaps::earlier));
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static void add(Draft draft, @Nullable Instant from, Instant to) {
    if (from != null) {
      missed(draft, from, to).ifPresent(gap -> draft.gaps.add(gap.waiting(true)));
    }
  }

  /**
   * The subscription is back: whatever waits ends.
   *
   * @return those that are to be fetched now
   */
  static List<Gap> endWaiting(Draft draft, Instant now) {
    List<Gap> toFetch = new ArrayList<>();
    for (int i = 0; i < draft.gaps.size(); i++) {
      Gap gap = draft.gaps.get(i);
      if (gap.status() != Gap.Status.WAITING) {
        continue;
      }
      Instant end = gap.to() == null ? now : gap.to();
      if (Boolean.TRUE.equals(gap.fill()) && gap.from().isBefore(end)) {
        // One that was cut off begins again under a new id, so that late answers to its former
        // slices are told from the new ones.
        boolean again = gap.to() != null;
        Gap running = Gap.running(again ? draft.newGapId() : gap.id(), gap.from(), end);
        draft.gaps.set(i, running);
        toFetch.add(running);
      } else {
        draft.gaps.set(i, gap.skipped(now));
      }
    }
    return toFetch;
  }

  /** The draft's next facts, with the first commands of the gaps that begin to be fetched. */
  static Moved fetch(Draft draft, List<Gap> running, Instant now) {
    Connection next = draft.done(now);
    List<ProvisioningCommand> commands = new ArrayList<>();
    for (Gap gap : running) {
      commands.addAll(BackfillPlan.of(next, gap).commands(next, 0, BackfillPlan.WINDOW));
    }
    return new Moved(next, commands);
  }
}
