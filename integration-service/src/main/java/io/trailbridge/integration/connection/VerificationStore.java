package io.trailbridge.integration.connection;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Verification;

/**
 * The newest verification of each connection, apart from its facts: it is written at every look and
 * must not outdate what a user edits. It goes with its connection. Each method needs a transaction.
 */
public interface VerificationStore {

  /** What the newest look found; {@link Verification#NONE} where nobody has looked yet. */
  Verification find(ConnectionId id);

  /** Keeps what the newest look at a connection found, in place of the one before. */
  void save(Connection connection, Verification verification);
}
