package io.trailbridge.integration.setup.http;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.integration.caller.Caller;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.setup.Setups;
import io.trailbridge.integration.setup.WrongTries;
import io.trailbridge.integration.setup.domain.ScriptLines;
import io.trailbridge.integration.setup.domain.SetupPlan;
import io.trailbridge.integration.setup.domain.TokenSecret;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the script asks and reports, with a one-time token as bearer. */
@Path("/api/v1/setup")
@PermitAll
@Tag(name = "script")
public class PlanResource {
  private final Setups setups;
  private final WrongTries tries;
  private final Caller caller;

  PlanResource(Setups setups, WrongTries tries, Caller caller) {
    this.setups = setups;
    this.tries = tries;
    this.caller = caller;
  }

  /** What is reported. */
  @Schema(name = "SetupReport")
  record Report(
      @Schema(required = true, pattern = "[0-9]{12}") String accountId,
      @Schema(required = true) String accessRoleArn,
      @Schema(description = "PUSH only.") @Nullable String forwarderRoleArn) {}

  /** The connection that the report was for, and its status now. */
  @Schema(name = "SetupAccepted")
  public record Accepted(ConnectionId connectionId, ConnectionStatus status) {}

  @GET
  @Path("plan")
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  @Operation(
      operationId = "getSetupPlan",
      summary = "What the script is to create",
      description =
          "One-time token as bearer; not used up. JSON, or for Accept: text/plain the lines of"
              + " docs/setup.md. 401 token-invalid for every token that does not hold.")
  @APIResponse(
      responseCode = "200",
      description = "The plan.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = PlanView.class)),
        @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class))
      })
  @Extension(
      name = "x-problems",
      value = "token-invalid,action-not-allowed,not-acceptable,too-many-requests")
  public Response plan(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept,
      @Context HttpServerRequest request) {
    SetupPlan plan =
        tries.guard(
            request.remoteAddress().hostAddress(),
            () -> setups.plan(TokenSecret.inHeader(authorization)));
    return ScriptLines.areAskedFor(accept)
        ? Response.ok(plan.lines(), MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8")).build()
        : Response.ok(PlanView.of(plan), MediaType.APPLICATION_JSON_TYPE).build();
  }

  @POST
  @Path("complete")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "completeSetup",
      summary = "The roles are there",
      description =
          "One-time token as bearer; used up. The same body again answers 202 again, another one"
              + " 409 already-completed.")
  @APIResponse(
      responseCode = "202",
      description = "Accepted, now or before.",
      content = @Content(schema = @Schema(implementation = Accepted.class)))
  @Extension(
      name = "x-problems",
      value =
          "malformed,token-invalid,already-completed,action-not-allowed,invalid,unsupported-media-type,too-many-requests")
  public Response complete(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @Context HttpServerRequest request,
      @RequestBody(content = @Content(schema = @Schema(implementation = Report.class)))
          byte @Nullable [] body) {
    String claimed = TokenSecret.inHeader(authorization);
    Connection connection =
        tries.guard(
            request.remoteAddress().hostAddress(),
            () -> {
              // Whoever has no token is told nothing about the body.
              setups.require(claimed);
              return setups.complete(claimed, ScriptReports.read(body), caller.requestId());
            });
    return Response.accepted(new Accepted(connection.id(), connection.status())).build();
  }
}
