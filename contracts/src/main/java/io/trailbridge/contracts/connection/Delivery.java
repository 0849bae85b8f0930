package io.trailbridge.contracts.connection;

/** How log files reach us. */
public enum Delivery {
  /** SNS notifies the intake and the worker fetches the object. */
  PULL,
  /** A forwarder Lambda in the account posts the file to the intake; no read access is granted. */
  PUSH
}
