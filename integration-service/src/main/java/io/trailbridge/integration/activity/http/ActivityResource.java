package io.trailbridge.integration.activity.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.activity.Activities;
import io.trailbridge.integration.activity.ActivityLog.Line;
import io.trailbridge.integration.activity.domain.Activity;
import io.trailbridge.integration.activity.domain.ActorKind;
import io.trailbridge.integration.caller.Caller;
import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.rest.Cursors;
import io.trailbridge.integration.rest.PathIds;
import io.trailbridge.integration.rest.QueryParameters;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The history of a connection. */
@Path("/api/v1/connections/{id}/activity")
@Produces("application/json")
@Tag(name = "connections")
public class ActivityResource {
  private static final Set<String> KNOWN = Set.of("limit", "cursor");

  private final Activities activities;
  private final Cursors cursors;
  private final Caller caller;

  ActivityResource(Activities activities, Cursors cursors, Caller caller) {
    this.activities = activities;
    this.cursors = cursors;
    this.caller = caller;
  }

  /**
   * One line.
   *
   * @param actorKind whether a person, the licence, the look after its health, or Trailbridge acted
   * @param actor the token's subject, or the part of Trailbridge
   * @param action what was done, or what happened, in lower case with dashes
   * @param from the status before; null at the creation
   * @param to the status after
   * @param reason a short remark; null where the action says it all
   * @param requestId of the request, or the id of the message; null where a timer acted
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "Activity")
  public record Item(
      Instant at,
      ActorKind actorKind,
      String actor,
      String action,
      @Nullable ConnectionStatus from,
      ConnectionStatus to,
      @Nullable String reason,
      @Nullable String requestId) {

    static Item of(Line line) {
      Activity it = line.activity();
      return new Item(
          it.at(),
          it.kind(),
          it.by().actor(),
          it.action(),
          it.from(),
          it.to(),
          it.reason(),
          it.by().requestId());
    }
  }

  /**
   * A page, newest first.
   *
   * @param nextCursor where the next page begins; null: this is the last one
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "ActivityPage")
  public record Page(List<Item> items, @Nullable String nextCursor) {}

  /** What was done to the connection, newest first. */
  @GET
  @RolesAllowed({"admin", "viewer"})
  @Operation(operationId = "listActivity", summary = "What was done to a connection, newest first")
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "How many a page has.",
      example = "50",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
  @Parameter(
      name = "cursor",
      in = ParameterIn.QUERY,
      description = "nextCursor of the page before; absent: the first page.",
      example = "mJx0VQh3c1u0a9bT2WqkUjQy",
      schema = @Schema(type = SchemaType.STRING))
  @APIResponseSchema(value = Page.class, responseCode = "200", responseDescription = "The page.")
  @Extension(name = "x-problems", value = "malformed")
  public Page list(@PathParam("id") String id, @Context UriInfo uri) {
    ConnectionId connection = PathIds.connection(id);
    QueryParameters parameters = QueryParameters.of(uri.getQueryParameters(), KNOWN);
    TenantId tenant = caller.tenant();
    String cursor = parameters.text("cursor");
    String list = "activity/" + connection;
    Long before = cursor == null ? null : Long.valueOf(cursors.read(tenant, list, cursor));
    int most = parameters.limit();
    List<Line> lines = activities.page(tenant, connection, before, most + 1);
    if (lines.isEmpty() && activities.page(tenant, connection, null, 1).isEmpty()) {
      throw Problem.notFound();
    }
    boolean more = lines.size() > most;
    List<Line> shown = more ? lines.subList(0, most) : lines;
    return new Page(
        shown.stream().map(Item::of).toList(),
        more ? cursors.write(tenant, list, Long.toString(shown.getLast().number())) : null);
  }
}
