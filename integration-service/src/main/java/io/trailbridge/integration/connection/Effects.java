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
import org.jboss.logging.Logger;

/** What follows from a change of facts, in its transaction: state, commands, fetches, history. */
@ApplicationScoped
class Effects {
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

  void of(Connection before, Moved moved, Input input, By by, Instant now) {
    Connection next = moved.next();
    String key = next.id().toString();
    boolean changed = next.version() > before.version();
    List<Outbox.Outgoing> messages = new ArrayList<>();
    if (changed) {
      messages.add(new Outbox.Outgoing(Topics.CONNECTION_STATE, key, States.of(next), now));
    }
    for (ProvisioningCommand command : moved.messages()) {
      messages.add(new Outbox.Outgoing(Topics.PROVISIONING_COMMANDS, key, (Record) command, now));
    }
    outbox.publishAll(messages);
    for (Gap gap : next.gaps()) {
      if (gap.status() == Gap.Status.RUNNING && !wasRunning(before, gap)) {
        backfills.begin(next, BackfillPlan.of(next, gap), sent(moved, gap.id()));
      }
    }
    if (changed || input instanceof Input.ByUser) {
      history(before, next, input, by, now);
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

  private void history(Connection before, Connection next, Input input, By by, Instant now) {
    Inputs.Words words = Inputs.words(input);
    activities.append(
        new Activity(
            next.tenantId(),
            next.id(),
            now,
            words.kind(),
            by,
            words.action(),
            before.status(),
            next.status(),
            words.reason()));
    LOG.infof(
        "Connection moved tenant=%s connection=%s input=%s from=%s to=%s generation=%d version=%d",
        next.tenantId(),
        next.id(),
        words.action(),
        before.status(),
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
