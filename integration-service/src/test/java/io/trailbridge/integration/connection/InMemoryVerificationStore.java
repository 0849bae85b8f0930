package io.trailbridge.integration.connection;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Verification;
import java.util.HashMap;
import java.util.Map;

/** Verifications in a map, each seen by its connection's tenant alone. */
final class InMemoryVerificationStore implements VerificationStore {
  private final InMemoryConnectionStore connections;
  private final Map<ConnectionId, Verification> newest = new HashMap<>();

  InMemoryVerificationStore(InMemoryConnectionStore connections) {
    this.connections = connections;
  }

  @Override
  public Verification find(ConnectionId id) {
    return connections
        .find(id)
        .map(it -> newest.getOrDefault(id, Verification.NONE))
        .orElse(Verification.NONE);
  }

  @Override
  public void save(Connection connection, Verification verification) {
    newest.put(connection.id(), verification);
  }
}
