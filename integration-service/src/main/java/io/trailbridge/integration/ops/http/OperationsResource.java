package io.trailbridge.integration.ops.http;

import io.trailbridge.integration.ops.Operations;
import io.trailbridge.integration.ops.Operations.Summary;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.SseEventSink;

/** The operators' view. */
@Path("/api/v1/ops")
public class OperationsResource {
  private final Operations operations;
  private final OperationsStream stream;

  OperationsResource(Operations operations, OperationsStream stream) {
    this.operations = operations;
    this.stream = stream;
  }

  /** Counts, flow, licences that end soon, connections in trouble; at most five seconds old. */
  @GET
  @Path("summary")
  @Produces("application/json")
  @RolesAllowed("operator")
  public Summary summary() {
    return operations.summary();
  }

  /** The view as server-sent events: at once, then every five seconds. */
  @GET
  @Path("stream")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RolesAllowed("operator")
  public void stream(@Context SseEventSink sink) {
    stream.begin(sink);
  }
}
