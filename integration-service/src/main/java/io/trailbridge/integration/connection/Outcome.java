package io.trailbridge.integration.connection;

import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Refusal;

/** What became of a request for a connection. */
public sealed interface Outcome {

  /** Done, or nothing was to be done. */
  record Done(Connection connection) implements Outcome {}

  /** May not be. */
  record Refused(Connection connection, Refusal reason) implements Outcome {}

  /** No such connection, or another tenant's. */
  record NotFound() implements Outcome {}

  /** It is not in the version that the caller saw. */
  record Outdated() implements Outcome {}

  /** The tenant has a connection for the same partition, account, region and trail. */
  record AlreadyConnected() implements Outcome {}

  /** No live licence. */
  record LicenseRequired() implements Outcome {}

  /** The key was used with another body. */
  record KeyReused() implements Outcome {}
}
