package io.trailbridge.provisioning.connection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.BackfillLogs;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.DeprovisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.PauseForwarding;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ProvisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ResumeForwarding;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.UpdateConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.VerifyConnection;
import io.trailbridge.provisioning.connection.domain.Staleness;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** The worker's front desk: skips what is stale, sends the rest to whoever does it. */
@ApplicationScoped
public class Commands {
  private static final Logger LOG = Logger.getLogger(Commands.class);

  private final Connections connections;
  private final Reconcile reconcile;
  private final Verify verify;
  private final Backfill backfill;
  private final Deprovision deprovision;
  private final MeterRegistry metrics;

  Commands(
      Connections connections,
      Reconcile reconcile,
      Verify verify,
      Backfill backfill,
      Deprovision deprovision,
      MeterRegistry metrics) {
    this.connections = connections;
    this.reconcile = reconcile;
    this.verify = verify;
    this.backfill = backfill;
    this.deprovision = deprovision;
    this.metrics = metrics;
  }

  /** What became of a command. */
  public enum Outcome {
    DONE,
    /** Not done, or broken off: a newer wish is on its way. */
    SKIPPED,
    /** Names another tenant than its connection has. */
    FOREIGN
  }

  /** Does a command; returns once its result is acknowledged by the broker. */
  public Outcome handle(ProvisioningCommand command) {
    String name = command.getClass().getSimpleName();
    Timer.Sample started = Timer.start(metrics);
    Outcome outcome =
        switch (staleness(command)) {
          case STALE -> Outcome.SKIPPED;
          case FOREIGN -> Outcome.FOREIGN;
          case FRESH -> execute(command) ? Outcome.DONE : Outcome.SKIPPED;
        };
    started.stop(
        metrics.timer("trailbridge.worker.commands", "command", name, "outcome", outcome.name()));
    LOG.logf(
        command instanceof BackfillLogs ? Logger.Level.DEBUG : Logger.Level.INFO,
        "Command handled command=%s connection=%s generation=%d outcome=%s",
        name,
        command.connectionId(),
        command.generation(),
        outcome);
    return outcome;
  }

  private boolean execute(ProvisioningCommand command) {
    Work work =
        new Work(
            command.connectionId(),
            command.tenantId(),
            command.spec(),
            command instanceof ProvisionConnection,
            () -> staleness(command) == Staleness.FRESH);
    return switch (command) {
      case ProvisionConnection _, PauseForwarding _, ResumeForwarding _, UpdateConnection _ ->
          reconcile.run(work, command.generation());
      case VerifyConnection _ -> verify.run(work, command.generation());
      case BackfillLogs slice -> backfill.run(work, slice);
      case DeprovisionConnection removal -> deprovision.run(work, removal);
    };
  }

  private Staleness staleness(ProvisioningCommand command) {
    return Staleness.of(command, connections.find(command.connectionId()).orElse(null));
  }
}
