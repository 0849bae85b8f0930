package io.trailbridge.integration.setup.http;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.integration.caller.Caller;
import io.trailbridge.integration.rest.PathIds;
import io.trailbridge.integration.setup.Script;
import io.trailbridge.integration.setup.Setups;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The wizard's commands. */
@Path("/api/v1/connections/{id}/setup")
@Tag(name = "setup")
public class SetupResource {
  private final Setups setups;
  private final Script script;
  private final Caller caller;

  SetupResource(Setups setups, Script script, Caller caller) {
    this.setups = setups;
    this.script = script;
    this.caller = caller;
  }

  /**
   * The commands to paste into a shell.
   *
   * @param downloadCommand fetches the script and checks its SHA-256
   * @param integrationCommand runs it with a one-time token, which is shown this once
   * @param expiresAt from when on the token is refused
   */
  public record SetupCommands(
      String downloadCommand, String integrationCommand, String scriptSha256, Instant expiresAt) {}

  @POST
  @RolesAllowed("admin")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "offerSetup",
      summary = "Commands that set the connection up, with a new one-time token",
      description =
          "The former token of this connection dies. 409 where the status does not allow a set-up.")
  @Extension(name = "x-problems", value = "action-not-allowed")
  public SetupCommands offer(@PathParam("id") String id) {
    Setups.Offer offer = setups.offer(caller.tenant(), PathIds.connection(id), caller.by());
    return new SetupCommands(
        offer.downloadCommand(),
        offer.integrationCommand(),
        script.digest().hex(),
        offer.expiresAt());
  }

  /** The roles as a CloudFormation template, beside the script. */
  @GET
  @Path("cloudformation")
  @RolesAllowed("admin")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "getSetupTemplate",
      summary = "The roles of the set-up as a CloudFormation template",
      description =
          "The same roles as the script's, with this connection's values. The stack's output"
              + " CompleteCommand reports them; it reads the one-time token of an offer from"
              + " TRAILBRIDGE_TOKEN. 409 where the status does not allow a set-up.")
  @Extension(name = "x-problems", value = "action-not-allowed")
  @APIResponse(
      responseCode = "200",
      description = "The template.",
      content = @Content(schema = @Schema(implementation = Object.class)))
  public Response template(@PathParam("id") String id) {
    ConnectionId connection = PathIds.connection(id);
    return Response.ok(setups.template(caller.tenant(), connection))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"trailbridge-" + connection.hex() + ".json\"")
        .build();
  }
}
