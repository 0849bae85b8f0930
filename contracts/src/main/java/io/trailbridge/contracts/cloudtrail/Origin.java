package io.trailbridge.contracts.cloudtrail;

/** How a log file came to us. */
public enum Origin {
  /** Announced by SNS or posted by the forwarder. */
  LIVE,
  /** Fetched to fill a gap. */
  BACKFILL,
  /** Sent again by an operator. */
  REPLAY
}
