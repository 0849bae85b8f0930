package io.trailbridge.provisioning;

import static org.awaitility.Awaitility.await;

import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.PauseForwarding;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ProvisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ResumeForwarding;
import io.trailbridge.contracts.provisioning.ProvisioningResult;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.provisioning.connection.Connections;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Plays integration-service: states and commands out, results in. */
@ApplicationScoped
public class ControlPlane {
  private final Wire wire;
  private final Connections known;

  ControlPlane(
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
      Connections known) {
    this.wire = new Wire(bootstrapServers);
    this.known = known;
  }

  Wire wire() {
    return wire;
  }

  /** Publishes a state and waits until the worker knows it. */
  void state(Fixture connection, ConnectionStatus status, long generation, boolean provisioned) {
    state(connection.state(status, generation, provisioned));
  }

  /** Publishes this state and waits until the worker knows it. */
  void state(ConnectionState state) {
    wire.send(Topics.CONNECTION_STATE, state.connectionId().toString(), state);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> known.find(state.connectionId()).filter(state::equals).isPresent());
  }

  /** Whether no state was published yet. */
  boolean isUnknown(Fixture connection) {
    return known.find(connection.id()).isEmpty();
  }

  void send(ProvisioningCommand command) {
    wire.send(Topics.PROVISIONING_COMMANDS, command.connectionId().toString(), (Record) command);
  }

  /** Provisions with generation 1 and waits for the answer. */
  ConnectionReconciled provision(Fixture connection) {
    state(connection, ConnectionStatus.PROVISIONING, 1, false);
    send(
        new ProvisionConnection(
            connection.id(), Fixture.TENANT, 1, connection.spec(Forwarding.ON)));
    ConnectionReconciled result = result(connection, ConnectionReconciled.class, 1);
    state(connection, ConnectionStatus.ACTIVE, 1, true);
    return result;
  }

  ConnectionReconciled pause(Fixture connection, long generation) {
    state(connection, ConnectionStatus.PAUSED, generation, true);
    send(
        new PauseForwarding(
            connection.id(), Fixture.TENANT, generation, connection.spec(Forwarding.OFF)));
    return result(connection, ConnectionReconciled.class, generation);
  }

  ConnectionReconciled resume(Fixture connection, long generation) {
    state(connection, ConnectionStatus.ACTIVE, generation, true);
    send(
        new ResumeForwarding(
            connection.id(), Fixture.TENANT, generation, connection.spec(Forwarding.ON)));
    return result(connection, ConnectionReconciled.class, generation);
  }

  /** Waits for the result of this kind and generation. */
  <R extends ProvisioningResult> R result(Fixture connection, Class<R> kind, long generation) {
    List<ProvisioningResult> found =
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(200))
            .until(
                () ->
                    results(connection).stream()
                        .filter(it -> generationOf(it) == generation)
                        .toList(),
                it -> !it.isEmpty());
    ProvisioningResult last = found.getLast();
    if (!kind.isInstance(last)) {
      throw new AssertionError("expected a " + kind.getSimpleName() + " but got " + last);
    }
    return kind.cast(last);
  }

  List<ProvisioningResult> results(Fixture connection) {
    return wire.messages(
        Topics.PROVISIONING_RESULTS, ProvisioningResult.class, connection.id().toString());
  }

  private static long generationOf(ProvisioningResult result) {
    return switch (result) {
      case ConnectionReconciled it -> it.generation();
      case ProvisioningResult.ProvisioningFailed it -> it.generation();
      case ProvisioningResult.ConnectionVerified it -> it.generation();
      case ProvisioningResult.ConnectionDeprovisioned it -> it.generation();
      case ProvisioningResult.BackfillFinished _ -> -1;
    };
  }
}
