package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.DeprovisionConnection;
import org.jspecify.annotations.Nullable;

/** Whether a command is still what integration-service wishes, as connection.state shows it. */
public enum Staleness {
  /** To be done. */
  FRESH,
  /** A newer wish is on its way, or the connection is being deleted or gone. */
  STALE,
  /** The command names another tenant than the connection has: never to be done. */
  FOREIGN;

  /**
   * Judges a command by the newest state that is known; the state may lag behind the command, so an
   * unknown connection is a fresh one.
   */
  public static Staleness of(ProvisioningCommand command, @Nullable ConnectionState state) {
    if (state == null) {
      return FRESH;
    }
    if (!state.tenantId().equals(command.tenantId())) {
      return FOREIGN;
    }
    if (command.generation() < state.generation() || state.status() == ConnectionStatus.DELETED) {
      return STALE;
    }
    boolean deleting =
        state.status() == ConnectionStatus.DELETING && command.generation() == state.generation();
    return deleting && !(command instanceof DeprovisionConnection) ? STALE : FRESH;
  }
}
