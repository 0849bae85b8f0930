package io.trailbridge.contracts.connection;

/** The status that people see: a function of the connection's facts, never assigned. */
public enum ConnectionStatus {
  /** Created; the customer has not yet run the set-up. */
  PENDING,
  /** The set-up was completed; the worker makes or adopts the resources in AWS. */
  PROVISIONING,
  /** Log files flow. */
  ACTIVE,
  /** Held by its user, by the licence, or by both. */
  PAUSED,
  /** Verification failed for good: access, trail or subscription is lost. */
  DISCONNECTED,
  /** The worker and the customer's script take back what was made. */
  DELETING,
  /** Final. */
  DELETED
}
