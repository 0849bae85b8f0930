package io.trailbridge.integration.connection.domain;

/** How far a connection's resources in AWS are; one of the facts that the status is made from. */
public enum Lifecycle {
  /** Nothing runs: never set up, or the last provisioning failed for good. */
  PENDING,
  /** The worker makes or mends the resources. */
  PROVISIONING,
  /** The resources were there when the worker last answered. */
  PROVISIONED,
  /** The worker and the customer's script take back what was made. */
  DELETING,
  /** Final. */
  DELETED
}
