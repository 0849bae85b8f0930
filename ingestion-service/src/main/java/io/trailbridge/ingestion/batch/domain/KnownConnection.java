package io.trailbridge.ingestion.batch.domain;

import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;

/**
 * A connection as {@code trailbridge.connection.state} has it now.
 *
 * @param filter made from the state's accounts once, not for each batch
 */
public record KnownConnection(ConnectionState state, AccountFilter filter) {

  /** Makes the filter. */
  public static KnownConnection of(ConnectionState state) {
    return new KnownConnection(state, AccountFilter.of(state.accounts()));
  }
}
