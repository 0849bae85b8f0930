package io.trailbridge.provisioning.connection;

import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.shared.ConnectionId;
import java.util.Optional;

/** The newest known state of every connection, as connection.state shows it. */
public interface Connections {

  /** Empty for one that is not known, or not yet. */
  Optional<ConnectionState> find(ConnectionId connection);
}
