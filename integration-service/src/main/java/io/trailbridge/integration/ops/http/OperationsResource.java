package io.trailbridge.integration.ops.http;

import io.trailbridge.integration.ops.Operations;
import io.trailbridge.integration.ops.Operations.Summary;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** The operators' view. */
@Path("/api/v1/ops/summary")
@Produces("application/json")
public class OperationsResource {
  private final Operations operations;

  OperationsResource(Operations operations) {
    this.operations = operations;
  }

  /** Counts, flow, licences that end soon, connections in trouble; at most five seconds old. */
  @GET
  @RolesAllowed("operator")
  public Summary summary() {
    return operations.summary();
  }
}
