package io.trailbridge.contracts.provisioning;

/** What verification says of a connection. */
public enum Health {
  /** Not verified yet, or not for certain. */
  UNKNOWN,
  HEALTHY,
  LOST
}
