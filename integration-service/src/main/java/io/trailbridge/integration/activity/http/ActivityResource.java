package io.trailbridge.integration.activity.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.activity.Activities;
import io.trailbridge.integration.activity.ActivityLog.Line;
import io.trailbridge.integration.activity.domain.Activity;
import io.trailbridge.integration.caller.Caller;
import io.trailbridge.integration.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The history of a connection. */
@Path("/api/v1/connections/{id}/activity")
@Produces("application/json")
public class ActivityResource {
  private final Activities activities;
  private final Caller caller;

  ActivityResource(Activities activities, Caller caller) {
    this.activities = activities;
    this.caller = caller;
  }

  /**
   * One line.
   *
   * @param from the status before; null at the creation
   * @param to the status after
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Item(
      Instant at,
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
  public record Page(List<Item> items, @Nullable String nextCursor) {}

  /** What was done to the connection, newest first. */
  @GET
  @RolesAllowed({"admin", "viewer"})
  public Page list(
      @PathParam("id") String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    if (!id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      throw Problem.notFound();
    }
    ConnectionId connection = ConnectionId.of(id);
    TenantId tenant = caller.tenant();
    int most = limit(limit);
    List<Line> lines = activities.page(tenant, connection, before(cursor), most + 1);
    if (lines.isEmpty() && activities.page(tenant, connection, null, 1).isEmpty()) {
      throw Problem.notFound();
    }
    boolean more = lines.size() > most;
    List<Line> shown = more ? lines.subList(0, most) : lines;
    return new Page(
        shown.stream().map(Item::of).toList(),
        more ? Long.toString(shown.getLast().number(), 36) : null);
  }

  private static int limit(@Nullable String value) {
    if (value == null) {
      return 50;
    }
    if (!value.matches("[1-9][0-9]{0,2}") || Integer.parseInt(value) > 200) {
      throw Problem.malformed("limit", "must be 1 to 200");
    }
    return Integer.parseInt(value);
  }

  private static @Nullable Long before(@Nullable String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return null;
    }
    if (!cursor.matches("[0-9a-z]{1,12}")) {
      throw Problem.malformed("cursor", "must be a nextCursor that a page gave");
    }
    return Long.parseLong(cursor, 36);
  }
}
