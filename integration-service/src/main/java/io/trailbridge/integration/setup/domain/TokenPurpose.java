package io.trailbridge.integration.setup.domain;

/** What a one-time token lets its bearer do. */
public enum TokenPurpose {
  /** Read the plan, complete the set-up. */
  SETUP,
  /** Read what is left, confirm that it is gone. */
  REMOVAL
}
