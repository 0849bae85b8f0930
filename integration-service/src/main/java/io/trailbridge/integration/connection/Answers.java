package io.trailbridge.integration.connection;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.BackfillLogs;
import io.trailbridge.contracts.provisioning.ProvisioningResult;
import io.trailbridge.contracts.provisioning.ProvisioningResult.BackfillFinished;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionVerified;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.GapId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.caller.domain.By;
import io.trailbridge.integration.connection.BackfillStore.Progress;
import io.trailbridge.integration.connection.domain.BackfillPlan;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Gap;
import io.trailbridge.integration.connection.domain.HealthRule;
import io.trailbridge.integration.connection.domain.Input;
import io.trailbridge.integration.ops.Run;
import io.trailbridge.integration.ops.RunLog;
import io.trailbridge.messaging.Inbox;
import io.trailbridge.messaging.Meta;
import io.trailbridge.messaging.PermanentFailure;
import io.trailbridge.messaging.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the worker answers. */
@ApplicationScoped
public class Answers {
  private final Transactions transactions;
  private final Inbox inbox;
  private final Connections connections;
  private final ConnectionStore store;
  private final BackfillStore backfills;
  private final VerificationStore verifications;
  private final RunLog runs;
  private final Effects effects;
  private final HealthRule rule;
  private final Clock clock;

  Answers(
      Transactions transactions,
      Inbox inbox,
      Connections connections,
      ConnectionStore store,
      BackfillStore backfills,
      VerificationStore verifications,
      RunLog runs,
      Effects effects,
      ConnectionConfig config,
      Clock clock) {
    this.transactions = transactions;
    this.inbox = inbox;
    this.connections = connections;
    this.store = store;
    this.backfills = backfills;
    this.verifications = verifications;
    this.runs = runs;
    this.effects = effects;
    this.rule =
        new HealthRule(
            config.verification().failures(),
            config.verification().over(),
            config.verification().successes());
    this.clock = clock;
  }

  /**
   * An answer of the worker; a repeat changes nothing.
   *
   * @throws PermanentFailure {@code unknown-connection}, {@code tenant-mismatch}
   */
  public void accept(ProvisioningResult result, Meta meta) {
    transactions.asSystem(
        "worker's answer",
        () -> {
          if (inbox.firstSight("provisioning-results", meta, clock.instant())) {
            carryOut(locked(result.connectionId(), result.tenantId()), result, meta);
          }
        });
  }

  private Connection locked(ConnectionId id, TenantId tenant) {
    Connection connection =
        store.lock(id).orElseThrow(() -> new PermanentFailure("unknown-connection"));
    if (!connection.tenantId().equals(tenant)) {
      throw new PermanentFailure("tenant-mismatch");
    }
    return connection;
  }

  private void carryOut(Connection connection, ProvisioningResult result, Meta meta) {
    By by = new By(By.WORKER, meta.id());
    switch (result) {
      case ConnectionReconciled it -> reconciled(connection, it, by);
      case ProvisioningResult.ProvisioningFailed it ->
          connections.apply(connection, new Input.Failed(it), by);
      case ConnectionVerified it -> verified(connection, it, by);
      case ProvisioningResult.ConnectionDeprovisioned it ->
          connections.apply(connection, new Input.Deprovisioned(it), by);
      case BackfillFinished it -> sliceFinished(connection, it, by);
    }
  }

  private void reconciled(Connection before, ConnectionReconciled answer, By by) {
    Outcome outcome = connections.apply(before, new Input.Reconciled(answer), by);
    boolean endsSetUp =
        before.status() == ConnectionStatus.PROVISIONING
            && outcome instanceof Outcome.Done done
            && done.connection().status() != ConnectionStatus.PROVISIONING;
    runs.append(
        new Run(
            before.id(),
            before.tenantId(),
            clock.instant(),
            answer.awsCalls(),
            Duration.ofMillis(answer.durationMs()),
            answer.slowestCall()),
        endsSetUp);
  }

  private void verified(Connection connection, ConnectionVerified answer, By by) {
    verifications
        .find(connection.id())
        .after(answer, connection, clock.instant())
        .ifPresent(it -> verifications.save(connection, it));
    connections.apply(connection, new Input.Verified(answer, rule), by);
  }

  private void sliceFinished(Connection connection, BackfillFinished slice, By by) {
    Optional<Progress> after = backfills.finish(slice);
    if (after.isEmpty() || !isRunning(connection, slice.gapId())) {
      return;
    }
    Progress progress = after.get();
    BackfillPlan plan = progress.plan();
    if (progress.done() == plan.size()) {
      connections.apply(
          connection,
          new Input.GapFilled(slice.gapId(), progress.objects(), progress.failed()),
          by);
    } else if (progress.done() == progress.sent()) {
      List<BackfillLogs> more = plan.commands(connection, progress.sent(), BackfillPlan.WINDOW);
      effects.sendMore(more, clock.instant());
      backfills.sent(slice.gapId(), progress.sent() + more.size());
    }
  }

  private static boolean isRunning(Connection connection, GapId gap) {
    return connection.gaps().stream()
        .anyMatch(it -> it.id().equals(gap) && it.status() == Gap.Status.RUNNING);
  }
}
