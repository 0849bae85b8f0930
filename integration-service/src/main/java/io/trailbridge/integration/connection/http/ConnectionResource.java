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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Connections of the caller's tenant. Set-up and deletion have doors of their own. */
@Path("/api/v1/connections")
@Produces("application/json")
public class ConnectionResource {
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
  public record Page(List<ConnectionView> items, @Nullable String nextCursor) {}

  /**
   * Newest first; {@code status}, {@code organization}, {@code q}, {@code limit}, {@code cursor}.
   */
  @GET
  @RolesAllowed({"admin", "viewer"})
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
  public RestResponse<ConnectionView> create(
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @RequestBody(content = @Content(schema = @Schema(implementation = Proposal.class)))
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
  public RestResponse<ConnectionView> patch(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @RequestBody(content = @Content(schema = @Schema(implementation = Proposal.class)))
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

  /** Holds the connection until a user resumes it. */
  @POST
  @Path("/{id}/pause")
  @RolesAllowed("admin")
  @ResponseStatus(202)
  public RestResponse<ConnectionView> pause(@PathParam("id") String id, byte[] body) {
    Fields.of(StrictJson.optionalObject(body), Set.of());
    return tell(id, new Input.Pause());
  }

  /** Lifts the user's hold; {@code {"backfill": true|false}} decides about the gap. */
  @POST
  @Path("/{id}/resume")
  @RolesAllowed("admin")
  @ResponseStatus(202)
  public RestResponse<ConnectionView> resume(@PathParam("id") String id, byte[] body) {
    Fields fields = Fields.of(StrictJson.optionalObject(body), Set.of("backfill"));
    return tell(id, new Input.Resume(fields.bool("backfill")));
  }

  /** Has the worker look now. */
  @POST
  @Path("/{id}/verify")
  @RolesAllowed("admin")
  @ResponseStatus(202)
  public RestResponse<ConnectionView> verify(@PathParam("id") String id, byte[] body) {
    Fields.of(StrictJson.optionalObject(body), Set.of());
    return tell(id, new Input.Verify());
  }

  /** Fetches {@code {"from": …, "to": …}} again. */
  @POST
  @Path("/{id}/backfill")
  @RolesAllowed("admin")
  @ResponseStatus(202)
  public RestResponse<ConnectionView> backfill(@PathParam("id") String id, byte[] body) {
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
  public RestResponse<ConnectionView> rotateSecret(@PathParam("id") String id, byte[] body) {
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
        Refusals.done(connections.tell(caller.tenant(), PathIds.connection(id), input, caller.by()));
    return response(RestResponse.Status.ACCEPTED, connection).build();
  }

  private RestResponse.ResponseBuilder<ConnectionView> response(
      RestResponse.Status status, Connection connection) {
    return RestResponse.ResponseBuilder.create(status, ConnectionView.of(views.of(connection)))
        .header("ETag", RequestHeaders.etag(connection));
  }
}
