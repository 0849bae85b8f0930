package io.trailbridge.integration.caller;

import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.caller.domain.By;

/** Who makes the request at hand. */
public interface Caller {

  /**
   * The tenant of the token's {@code tenant_id} claim, never of anything else in the request.
   *
   * @throws io.trailbridge.integration.problem.Problem forbidden, where the token carries no valid
   *     one
   */
  TenantId tenant();

  /** The token's subject and the request's id, as the history keeps them. */
  By by();

  /** The id that the response carries too. */
  String requestId();
}
