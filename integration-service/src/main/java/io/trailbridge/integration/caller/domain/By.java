package io.trailbridge.integration.caller.domain;

import org.jspecify.annotations.Nullable;

/**
 * Who does something.
 *
 * @param actor a user's subject, or the part of Trailbridge that acts
 * @param requestId of the request, or the id of the message; null where a timer acts
 */
public record By(String actor, @Nullable String requestId) {
  /** The worker's answers. */
  public static final String WORKER = "provisioning-worker";

  /** The tenant's licence. */
  public static final String LICENSE = "license-service";

  /** The clock. */
  public static final String TIMER = "timer";

  /** The script in the customer's account, by its one-time token. */
  public static final String SCRIPT = "integration-script";
}
