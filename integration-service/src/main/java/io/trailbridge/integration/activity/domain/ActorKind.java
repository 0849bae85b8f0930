package io.trailbridge.integration.activity.domain;

/** Who acts, as a kind. */
public enum ActorKind {
  /** A person, by the API or by the script that was handed a one-time token. */
  USER,
  /** The tenant's licence. */
  LICENSE,
  /** The regular look at the connection in AWS. */
  HEALTH,
  /** Trailbridge itself, such as a provisioning that ended. */
  SYSTEM
}
