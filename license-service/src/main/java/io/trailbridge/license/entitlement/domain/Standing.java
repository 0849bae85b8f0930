package io.trailbridge.license.entitlement.domain;

/**
 * How a licence stands at some time.
 *
 * @param period the running one, else the next one, else the last one
 */
public record Standing(Status status, Period period) {

  /** How a licence stands, in a word. */
  public enum Status {
    /** Granted, and its time has not come. */
    SCHEDULED,
    /** Valid now, perhaps by grace. */
    ACTIVE,
    /** Ran out. */
    EXPIRED,
    /** Was taken back. */
    REVOKED
  }
}
