package io.trailbridge.integration.connection;

import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.BackfillLogs;
import io.trailbridge.contracts.shared.GapId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.integration.activity.ActivityLog;
import io.trailbridge.integration.activity.domain.Activity;
import io.trailbridge.integration.activity.domain.ActorKind;
import io.trailbridge.integration.caller.domain.By;
import io.trailbridge.integration.connection.domain.BackfillPlan;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Decision.Moved;
import io.trailbridge.integration.connection.domain.Gap;
import io.trailbridge.integration.connection.domain.Input;
import io.trailbridge.integration.connection.domain.States;
import io.trailbridge.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** What follows from a change of facts, in its transaction: state, commands, fetches, history. */
@ApplicationScoped
class Effects {
  private static final int FEW = 10;
  private static final Logger LOG = Logger.getLogger(Effects.class);

  private final Outbox outbox;
  private final BackfillStore backfills;
  private final ActivityLog activities;

  Effects(Outbox outbox, BackfillStore backfills, ActivityLog activities) {
    this.outbox = outbox;
    this.backfills = backfills;
    this.activities = activities;
  }

  void created(Connection connection, By by) {
    outbox.publish(
        Topics.CONNECTION_STATE,
        connection.id().toString(),
        States.of(connection),
        connection.createdAt());
    activities.append(
        new Activity(
            connection.tenantId(),
            connection.id(),
            connection.createdAt(),
            ActorKind.USER,
            by,
            "create",
            null,
            connection.status(),
            null));
    LOG.infof("Connection created tenant=%s connection=%s", connection.tenantId(), connection.id());
  }

  /** One connection's step, from its facts before to what was decided. */
  record Move(Connection before, Moved moved) {
    Connection next() {
      return moved.next();
    }

    boolean isChange() {
      return next().version() > before.version();
    }
  }

  /** What follows from the same input for some connections, in as few round trips as for one. */
  void of(List<Move> moves, Input input, By by, Instant now) {
    outbox.publishAll(moves.stream().flatMap(move -> messages(move, now)).toList());
    moves.forEach(this::beginBackfills);
    List<Move> told =
        moves.stream().filter(it -> it.isChange() || input instanceof Input.ByUser).toList();
    Inputs.Words words = Inputs.words(input);
    activities.appendAll(told.stream().map(move -> activity(move, words, by, now)).toList());
    // Of very many at once the activity tells each; whoever moves them logs how many.
    if (told.size() <= FEW) {
      told.forEach(move -> log(move, words));
    }
  }

  private static Stream<Outbox.Outgoing> messages(Move move, Instant now) {
    String key = move.next().id().toString();
    List<Outbox.Outgoing> messages = new ArrayList<>();
    if (move.isChange()) {
      messages.add(new Outbox.Outgoing(Topics.CONNECTION_STATE, key, States.of(move.next()), now));
    }
    for (ProvisioningCommand command : move.moved().messages()) {
      messages.add(new Outbox.Outgoing(Topics.PROVISIONING_COMMANDS, key, (Record) command, now));
    }
    return messages.stream();
  }

  private void beginBackfills(Move move) {
    for (Gap gap : move.next().gaps()) {
      if (gap.status() == Gap.Status.RUNNING && !wasRunning(move.before(), gap)) {
        backfills.begin(
            move.next(), BackfillPlan.of(move.next(), gap), sent(move.moved(), gap.id()));
      }
    }
  }

  /** More slices of a fetch. */
  void sendMore(List<BackfillLogs> commands, Instant now) {
    outbox.publishAll(
        commands.stream()
            .map(
                it ->
                    new Outbox.Outgoing(
                        Topics.PROVISIONING_COMMANDS, it.connectionId().toString(), it, now))
            .toList());
  }

  private static Activity activity(Move move, Inputs.Words words, By by, Instant now) {
    return new Activity(
        move.next().tenantId(),
        move.next().id(),
        now,
        words.kind(),
        by,
        words.action(),
        move.before().status(),
        move.next().status(),
        words.reason());
  }

  private static void log(Move move, Inputs.Words words) {
    Connection next = move.next();
    LOG.infof(
        "Connection moved tenant=%s connection=%s input=%s from=%s to=%s generation=%d version=%d",
        next.tenantId(),
        next.id(),
        words.action(),
        move.before().status(),
        next.status(),
        next.generation(),
        next.version());
  }

  private static boolean wasRunning(Connection before, Gap gap) {
    return before.gaps().stream()
        .anyMatch(it -> it.id().equals(gap.id()) && it.status() == Gap.Status.RUNNING);
  }

  private static long sent(Moved moved, GapId gap) {
    return moved.messages().stream()
        .filter(it -> it instanceof BackfillLogs logs && logs.gapId().equals(gap))
        .count();
  }
}
