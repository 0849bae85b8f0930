package io.trailbridge.integration.deletion.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.integration.caller.Caller;
import io.trailbridge.integration.deletion.Deletions;
import io.trailbridge.integration.deletion.domain.RemovalCommand;
import io.trailbridge.integration.problem.Problem;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
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
  private final ObjectReader reader;
  private final Caller caller;

  DeletionResource(Deletions deletions, ObjectMapper mapper, Caller caller) {
    this.deletions = deletions;
    this.reader =
        mapper
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    this.caller = caller;
  }

  /**
   * What is asked for; the body may be left out.
   *
   * @param deleteLogs whether our bucket goes too, with its log files; false where left out
   */
  public record Request(@Nullable Boolean deleteLogs) {}

  /**
   * A deletion that has begun, or is done where there was nothing in AWS.
   *
   * @param commands what removes all that may come to be left, in this order
   * @param removeCommand fetches and runs the script with a one-time token, shown this once; null
   *     where nothing is to be removed
   * @param expiresAt from when on the token is refused
   */
  public record Begun(
      ConnectionStatus status,
      List<RemovalCommand> commands,
      @Nullable String removeCommand,
      @Nullable Instant expiresAt) {}

  @POST
  @RolesAllowed("admin")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Delete the connection, or get a new token while it is being deleted",
      description = "A connection that was never set up is DELETED at once.")
  @RequestBody(content = @Content(schema = @Schema(implementation = Request.class)))
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = Begun.class)))
  public Response begin(@PathParam("id") String id, @Nullable String body) {
    Deletions.Begun begun =
        deletions.begin(caller.tenant(), connection(id), deleteLogs(body), caller.by());
    return Response.accepted(
            new Begun(begun.status(), begun.commands(), begun.removeCommand(), begun.expiresAt()))
        .build();
  }

  @GET
  @RolesAllowed({"admin", "viewer"})
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "How far the deletion is")
  public Deletions.Progress progress(@PathParam("id") String id) {
    return deletions.progress(caller.tenant(), connection(id));
  }

  private boolean deleteLogs(@Nullable String body) {
    if (body == null || body.isBlank()) {
      return false;
    }
    JsonNode json;
    try {
      json = reader.readTree(body);
    } catch (JsonProcessingException e) {
      throw Problem.malformed("The body is not JSON.");
    }
    if (json == null || !json.isObject()) {
      throw Problem.malformed("The body is not a JSON object.");
    }
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("deleteLogs")) {
                throw Problem.malformed("The body has an unknown field.");
              }
            });
    JsonNode value = json.get("deleteLogs");
    if (value == null || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw Problem.malformed("deleteLogs", "must be true or false");
    }
    return value.booleanValue();
  }

  private static ConnectionId connection(String id) {
    try {
      return ConnectionId.of(id);
    } catch (IllegalArgumentException e) {
      throw Problem.notFound();
    }
  }
}
