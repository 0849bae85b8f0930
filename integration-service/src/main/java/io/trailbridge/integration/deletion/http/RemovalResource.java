package io.trailbridge.integration.deletion.http;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.integration.caller.Caller;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.deletion.Deletions;
import io.trailbridge.integration.deletion.domain.Remains;
import io.trailbridge.integration.deletion.domain.RemovalCommand;
import io.trailbridge.integration.setup.WrongTries;
import io.trailbridge.integration.setup.domain.ScriptLines;
import io.trailbridge.integration.setup.domain.TokenSecret;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the script asks and confirms at a removal, with a one-time token as bearer. */
@Path("/api/v1/setup")
@PermitAll
@Tag(name = "script")
public class RemovalResource {
  private final Deletions deletions;
  private final WrongTries tries;
  private final Caller caller;

  RemovalResource(Deletions deletions, WrongTries tries, Caller caller) {
    this.deletions = deletions;
    this.tries = tries;
    this.caller = caller;
  }

  /**
   * What is left.
   *
   * @param ready whether the worker has removed what it could: only then it is the script's turn
   */
  public record Left(boolean ready, List<RemovalCommand> commands) {}

  /** The connection that was confirmed to be gone. */
  public record Removed(ConnectionId connectionId, ConnectionStatus status) {}

  @GET
  @Path("removal")
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  @Operation(
      operationId = "getRemoval",
      summary = "What the script is to remove",
      description =
          "Removal token as bearer; not used up. JSON, or for Accept: text/plain the lines of"
              + " docs/setup.md. 401 token-invalid for every token that does not hold.")
  @APIResponse(
      responseCode = "200",
      description = "What is left.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Left.class)),
        @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class))
      })
  @Extension(name = "x-problems", value = "token-invalid,not-acceptable,too-many-requests")
  public Response removal(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept,
      @Context HttpServerRequest request) {
    Remains remains =
        tries.guard(
            request.remoteAddress().hostAddress(),
            () -> deletions.remains(TokenSecret.inHeader(authorization)));
    return ScriptLines.areAskedFor(accept)
        ? Response.ok(remains.lines(), MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8")).build()
        : Response.ok(
                new Left(remains.ready(), remains.commands()), MediaType.APPLICATION_JSON_TYPE)
            .build();
  }

  @POST
  @Path("removed")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "confirmRemoval",
      summary = "Nothing is left in the account",
      description =
          "Removal token as bearer; used up, and answered the same again. 409 while the worker is"
              + " still removing.")
  @APIResponse(
      responseCode = "202",
      description = "Accepted, now or before.",
      content = @Content(schema = @Schema(implementation = Removed.class)))
  @Extension(name = "x-problems", value = "token-invalid,action-not-allowed,too-many-requests")
  public Response removed(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @Context HttpServerRequest request) {
    Connection connection =
        tries.guard(
            request.remoteAddress().hostAddress(),
            () -> deletions.confirm(TokenSecret.inHeader(authorization), caller.requestId()));
    return Response.accepted(new Removed(connection.id(), connection.status())).build();
  }
}
