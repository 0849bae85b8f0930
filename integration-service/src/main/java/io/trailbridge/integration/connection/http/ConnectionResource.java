package io.trailbridge.integration.connection.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.integration.caller.Caller;
import io.trailbridge.integration.connection.ConnectionStore.Query;
import io.trailbridge.integration.connection.ConnectionViews;
import io.trailbridge.integration.connection.ConnectionViews.Seen;
import io.trailbridge.integration.connection.Connections;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Input;
import io.trailbridge.integration.connection.domain.Proposal;
import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.problem.ProblemKind;
import io.trailbridge.integration.rest.Cursors;
import io.trailbridge.integration.rest.Fields;
import io.trailbridge.integration.rest.PathIds;
import io.trailbridge.integration.rest.StrictJson;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Connections of the caller's tenant. Set-up and deletion have doors of their own. */
@Path("/api/v1/connections")
@Produces("application/json")
@Tag(name = "connections")
public class ConnectionResource {
  private static final String JSON = "application/json";
  private static final int LONGEST_REASON = 200;

  private final Connections connections;
  private final ConnectionViews views;
  private final Cursors cursors;
  private final Caller caller;

  ConnectionResource(
      Connections connections, ConnectionViews views, Cursors cursors, Caller caller) {
    this.connections = connections;
    this.views = views;
    this.cursors = cursors;
    this.caller = caller;
  }

  /**
   * A page of connections.
   *
   * @param nextCursor where the next page begins; null: this is the last one
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "ConnectionPage")
  public record Page(List<ConnectionView> items, @Nullable String nextCursor) {}

  /**
   * Newest first; {@code status}, {@code organization}, {@code q}, {@code limit}, {@code cursor}.
   */
  @GET
  @RolesAllowed({"admin", "viewer"})
  @Operation(
      operationId = "listConnections",
      summary = "A page of the connections, newest first",
      description = "Deleted ones stay listed, read-only, for 30 days.")
  @Parameter(
      name = "status",
      in = ParameterIn.QUERY,
      description = "One status, or several with commas.",
      example = "ACTIVE,PAUSED",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "organization",
      in = ParameterIn.QUERY,
      description = "Those of organizations, or the others.",
      example = "false",
      schema = @Schema(type = SchemaType.BOOLEAN))
  @Parameter(
      name = "q",
      in = ParameterIn.QUERY,
      description = "Part of the name, the account id or an ARN that it uses, in any case.",
      example = "production",
      schema = @Schema(type = SchemaType.STRING, maxLength = 256))
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
      example =
          "7k3m0yq3WzS9nqK2v0TgMTc2NzI2ODgwMDAwMDAwMCAwMTkwZjdjMi0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDE",
      schema = @Schema(type = SchemaType.STRING))
  @APIResponseSchema(value = Page.class, responseCode = "200", responseDescription = "The page.")
  @Extension(name = "x-problems", value = "malformed")
  public Page list(@Context UriInfo uri) {
    Query query =
        ListQuery.read(
            uri.getQueryParameters(), caller.tenant(), cursors, views.deletedShownAfter());
    List<Seen> seen = views.page(query.withLimit(query.limit() + 1));
    boolean more = seen.size() > query.limit();
    List<Seen> shown = more ? seen.subList(0, query.limit()) : seen;
    return new Page(
        shown.stream().map(ConnectionView::of).toList(),
        more ? ListQuery.cursorAfter(shown.getLast().connection(), cursors) : null);
  }

  /** Creates a connection, PENDING. */
  @POST
  @Consumes("application/json")
  @RolesAllowed("admin")
  @ResponseStatus(201)
  @Operation(
      operationId = "createConnection",
      summary = "Create a connection, PENDING",
      description =
          "One that was never set up costs nothing. The same Idempotency-Key with the same body within 24 hours creates nothing more and answers the connection.")
  @APIResponseSchema(
      value = ConnectionView.class,
      responseCode = "201",
      responseDescription =
          "Created, or created before with this Idempotency-Key; Location and ETag are its own.")
  @Extension(
      name = "x-problems",
      value = "license-required,already-connected,invalid,unsupported-media-type")
  public RestResponse<ConnectionView> create(
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.Create.class)))
          byte[] body) {
    Proposal.Checked checked = ProposalJson.read(StrictJson.object(body)).check();
    if (!checked.errors().isEmpty()) {
      throw Refusals.invalid(checked.errors());
    }
    Connection created =
        Refusals.done(
            connections.create(
                caller.tenant(),
                checked.validAccountId(),
                checked.validWish(),
                caller.by(),
                RequestHeaders.key(key, body)));
    return response(RestResponse.Status.CREATED, created)
        .header("Location", "/api/v1/connections/" + created.id())
        .build();
  }

  /** One connection. */
  @GET
  @Path("/{id}")
  @RolesAllowed({"admin", "viewer"})
  @Operation(operationId = "getConnection", summary = "One connection")
  @APIResponseSchema(
      value = ConnectionView.class,
      responseCode = "200",
      responseDescription = "The connection; ETag is its version.")
  public RestResponse<ConnectionView> get(@PathParam("id") String id) {
    Seen seen = views.find(caller.tenant(), PathIds.connection(id)).orElseThrow(Problem::notFound);
    return RestResponse.ResponseBuilder.ok(ConnectionView.of(seen))
        .header("ETag", RequestHeaders.etag(seen.connection()))
        .build();
  }

  /** RFC 7396 merge patch of what the user may edit. */
  @PATCH
  @Path("/{id}")
  @Consumes({"application/merge-patch+json", "application/json"})
  @RolesAllowed("admin")
  @Operation(
      operationId = "editConnection",
      summary = "Edit a connection",
      description = "RFC 7396 merge patch; If-Match carries the ETag that was seen.")
  @APIResponseSchema(
      value = ConnectionView.class,
      responseCode = "200",
      responseDescription = "The connection as it is now.")
  @Extension(
      name = "x-problems",
      value =
          "action-not-allowed,already-connected,stale,invalid,precondition-required,unsupported-media-type")
  public RestResponse<ConnectionView> patch(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.Patch.class)))
          byte[] body) {
    ConnectionId connectionId = PathIds.connection(id);
    long version = RequestHeaders.version(ifMatch);
    ObjectNode patch = StrictJson.object(body);
    Connection is =
        views.find(caller.tenant(), connectionId).orElseThrow(Problem::notFound).connection();
    if (is.version() != version) {
      throw Problem.of(ProblemKind.STALE);
    }
    Proposal.Checked checked = ProposalJson.merge(is, patch).check();
    if (!checked.errors().isEmpty()) {
      throw Refusals.invalid(checked.errors());
    }
    Connection edited =
        Refusals.done(
            connections.tell(
                caller.tenant(),
                connectionId,
                new Input.Edit(checked.validWish()),
                caller.by(),
                version));
    return response(RestResponse.Status.OK, edited).build();
  }

  /** Holds the connection until a user resumes it; {@code {"reason": "…"}} says why. */
  @POST
  @Path("/{id}/pause")
  @RolesAllowed("admin")
  @ResponseStatus(202)
  @Operation(
      operationId = "pauseConnection",
      summary = "Hold the connection until a user resumes it")
  @APIResponseSchema(
      value = ConnectionView.class,
      responseCode = "202",
      responseDescription = "Accepted; the connection as it is now.")
  @Extension(name = "x-problems", value = "action-not-allowed")
  public RestResponse<ConnectionView> pause(
      @PathParam("id") String id,
      @RequestBody(
              required = false,
              content =
                  @Content(mediaType = JSON, schema = @Schema(implementation = Bodies.Pause.class)))
          byte @Nullable [] body) {
    Fields fields = Fields.of(StrictJson.optionalObject(body), Set.of("reason"));
    return tell(id, new Input.Pause(reason(fields)));
  }

  private static @Nullable String reason(Fields fields) {
    String reason = fields.text("reason");
    if (reason != null
        && (reason.isBlank()
            || reason.length() > LONGEST_REASON
            || reason.chars().anyMatch(Character::isISOControl))) {
      throw Problem.malformed("reason", "must have 1 to 200 characters, none of control");
    }
    return reason;
  }

  /** Lifts the user's hold; {@code {"backfill": true|false}} decides about the gap. */
  @POST
  @Path("/{id}/resume")
  @RolesAllowed("admin")
  @ResponseStatus(202)
  @Operation(
      operationId = "resumeConnection",
      summary = "Lift the user's hold",
      description = "Refused while the licence holds the connection too.")
  @APIResponseSchema(
      value = ConnectionView.class,
      responseCode = "202",
      responseDescription = "Accepted; the connection as it is now.")
  @Extension(name = "x-problems", value = "action-not-allowed")
  public RestResponse<ConnectionView> resume(
      @PathParam("id") String id,
      @RequestBody(
              required = false,
              content =
                  @Content(
                      mediaType = JSON,
                      schema = @Schema(implementation = Bodies.Resume.class)))
          byte @Nullable [] body) {
    Fields fields = Fields.of(StrictJson.optionalObject(body), Set.of("backfill"));
    return tell(id, new Input.Resume(fields.bool("backfill")));
  }

  /** Has the worker look now. */
  @POST
  @Path("/{id}/verify")
  @RolesAllowed("admin")
  @ResponseStatus(202)
  @Operation(operationId = "verifyConnection", summary = "Have the worker look now")
  @APIResponseSchema(
      value = ConnectionView.class,
      responseCode = "202",
      responseDescription = "Accepted; the connection as it is now.")
  @Extension(name = "x-problems", value = "action-not-allowed")
  public RestResponse<ConnectionView> verify(
      @PathParam("id") String id,
      @RequestBody(
              required = false,
              content =
                  @Content(mediaType = JSON, schema = @Schema(implementation = Bodies.None.class)))
          byte @Nullable [] body) {
    Fields.of(StrictJson.optionalObject(body), Set.of());
    return tell(id, new Input.Verify());
  }

  /** Fetches {@code {"from": …, "to": …}} again. */
  @POST
  @Path("/{id}/backfill")
  @RolesAllowed("admin")
  @ResponseStatus(202)
  @Operation(
      operationId = "backfillConnection",
      summary = "Fetch an interval again",
      description = "Not for PUSH: its customer grants no read access.")
  @APIResponseSchema(
      value = ConnectionView.class,
      responseCode = "202",
      responseDescription = "Accepted; the connection as it is now.")
  @Extension(name = "x-problems", value = "action-not-allowed,invalid")
  public RestResponse<ConnectionView> backfill(
      @PathParam("id") String id,
      @RequestBody(
              content =
                  @Content(
                      mediaType = JSON,
                      schema = @Schema(implementation = Bodies.Backfill.class)))
          byte @Nullable [] body) {
    Fields fields = Fields.of(StrictJson.optionalObject(body), Set.of("from", "to"));
    List<Problem.Field> errors = new ArrayList<>();
    Instant from = time("from", fields, errors);
    Instant to = time("to", fields, errors);
    if (from == null || to == null) {
      // Another tenant's id is not found, whatever else is wrong.
      requireThere(id);
      throw Problem.invalid(errors);
    }
    return tell(id, new Input.Backfill(from, to));
  }

  /** A new forwarder secret; the former one holds until the worker reports the new one. */
  @POST
  @Path("/{id}/rotate-secret")
  @RolesAllowed("admin")
  @ResponseStatus(202)
  @Operation(
      operationId = "rotateSecret",
      summary = "A new forwarder secret",
      description = "For PUSH alone. The former secret holds until the worker reports the new one.")
  @APIResponseSchema(
      value = ConnectionView.class,
      responseCode = "202",
      responseDescription = "Accepted; the connection as it is now.")
  @Extension(name = "x-problems", value = "action-not-allowed,invalid")
  public RestResponse<ConnectionView> rotateSecret(
      @PathParam("id") String id,
      @RequestBody(
              required = false,
              content =
                  @Content(mediaType = JSON, schema = @Schema(implementation = Bodies.None.class)))
          byte @Nullable [] body) {
    Fields.of(StrictJson.optionalObject(body), Set.of());
    return tell(id, new Input.RotateSecret());
  }

  private void requireThere(String id) {
    if (views.find(caller.tenant(), PathIds.connection(id)).isEmpty()) {
      throw Problem.notFound();
    }
  }

  private static @Nullable Instant time(String name, Fields fields, List<Problem.Field> errors) {
    String text = fields.text(name);
    if (text == null) {
      errors.add(new Problem.Field(name, "is required"));
      return null;
    }
    try {
      return Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeParseException e) {
      errors.add(new Problem.Field(name, "must be a time such as 2026-01-31T12:00:00Z"));
      return null;
    }
  }

  private RestResponse<ConnectionView> tell(String id, Input input) {
    Connection connection =
        Refusals.done(
            connections.tell(caller.tenant(), PathIds.connection(id), input, caller.by()));
    return response(RestResponse.Status.ACCEPTED, connection).build();
  }

  private RestResponse.ResponseBuilder<ConnectionView> response(
      RestResponse.Status status, Connection connection) {
    return RestResponse.ResponseBuilder.create(status, ConnectionView.of(views.of(connection)))
        .header("ETag", RequestHeaders.etag(connection));
  }
}
