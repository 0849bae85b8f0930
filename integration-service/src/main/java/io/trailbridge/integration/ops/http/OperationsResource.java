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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The operators' view. */
@Path("/api/v1/ops")
@Tag(name = "operators")
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
  @Operation(
      operationId = "getSummary",
      summary = "The operators' view: counts, flow, licences that end soon, connections in trouble",
      description =
          "At most five seconds old. Ids, statuses and codes of all tenants, never the content of a connection.")
  public Summary summary() {
    return operations.summary();
  }

  /** The view as server-sent events: at once, then every five seconds. */
  @GET
  @Path("stream")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RolesAllowed("operator")
  @Operation(
      operationId = "streamSummaries",
      summary = "The operators' view as server-sent events",
      description = "An event named summary at once, then one every five seconds.")
  @APIResponse(
      responseCode = "200",
      description = "Events, each with a summary as JSON",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = String.class)))
  public void stream(@Context SseEventSink sink) {
    stream.begin(sink);
  }
}
