package io.trailbridge.integration.deletion.http;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.integration.caller.Caller;
import io.trailbridge.integration.deletion.Deletions;
import io.trailbridge.integration.deletion.domain.RemovalCommand;
import io.trailbridge.integration.rest.Fields;
import io.trailbridge.integration.rest.PathIds;
import io.trailbridge.integration.rest.StrictJson;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The delete wizard. */
@Path("/api/v1/connections/{id}/deletion")
@Tag(name = "deletion")
public class DeletionResource {
  private final Deletions deletions;
  private final Caller caller;

  DeletionResource(Deletions deletions, Caller caller) {
    this.deletions = deletions;
    this.caller = caller;
  }

  /**
   * What is asked for; the body may be left out.
   *
   * @param deleteLogs whether our bucket goes too, with its log files; false where left out
   */
  @Schema(name = "DeletionRequest")
  public record Request(@Nullable Boolean deleteLogs) {}

  /**
   * A deletion that has begun, or is done where there was nothing in AWS.
   *
   * @param commands what removes all that may come to be left, in this order
   * @param removeCommand fetches and runs the script with a one-time token, shown this once; null
   *     where nothing is to be removed
   * @param expiresAt from when on the token is refused
   */
  @Schema(name = "DeletionBegun")
  public record Begun(
      ConnectionStatus status,
      List<RemovalCommand> commands,
      @Nullable String removeCommand,
      @Nullable Instant expiresAt) {}

  @POST
  @RolesAllowed("admin")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "deleteConnection",
      summary = "Delete the connection, or get a new token while it is being deleted",
      description = "A connection that was never set up is DELETED at once.")
  @APIResponse(
      responseCode = "202",
      description = "The deletion runs, or is done already.",
      content = @Content(schema = @Schema(implementation = Begun.class)))
  @Extension(name = "x-problems", value = "action-not-allowed")
  public Response begin(
      @PathParam("id") String id,
      @RequestBody(
              required = false,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = Request.class)))
          byte @Nullable [] body) {
    Deletions.Begun begun =
        deletions.begin(caller.tenant(), PathIds.connection(id), deleteLogs(body), caller.by());
    return Response.accepted(
            new Begun(begun.status(), begun.commands(), begun.removeCommand(), begun.expiresAt()))
        .build();
  }

  @GET
  @RolesAllowed({"admin", "viewer"})
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getDeletion", summary = "How far the deletion is")
  public Deletions.Progress progress(@PathParam("id") String id) {
    return deletions.progress(caller.tenant(), PathIds.connection(id));
  }

  private static boolean deleteLogs(byte @Nullable [] body) {
    Fields fields = Fields.of(StrictJson.optionalObject(body), Set.of("deleteLogs"));
    return Boolean.TRUE.equals(fields.bool("deleteLogs"));
  }
}
