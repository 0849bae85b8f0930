package io.trailbridge.contracts.connection;

/** Why a connection is paused; both may hold at once. */
public enum Hold {
  /** A user paused it, and only a user resumes it. */
  USER,
  /** The tenant's licence is not valid. */
  LICENSE
}
