package io.trailbridge.integration.traffic.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.integration.caller.Caller;
import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.traffic.Traffic;
import io.trailbridge.integration.traffic.domain.Minute;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What came through connections. */
@Path("/api/v1/traffic")
@Produces("application/json")
@Tag(name = "traffic")
public class TrafficResource {
  private static final int MOST_CONNECTIONS = 200;
  private static final int DAY = 24 * 60;

  private final Traffic traffic;
  private final Caller caller;

  TrafficResource(Traffic traffic, Caller caller) {
    this.traffic = traffic;
    this.caller = caller;
  }

  /**
   * What came in a minute.
   *
   * @param at its beginning
   * @param bytes of the log files, compressed
   * @param paused log files that were dropped because the connection or the licence was not live
   * @param delaySeconds from the newest event to its coming out; null: none came out
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Point(
      Instant at,
      long records,
      long bytes,
      long filtered,
      long duplicates,
      long dead,
      long paused,
      @Nullable Long delaySeconds) {

    static Point of(Minute minute) {
      Minute.Counts counts = minute.counts();
      Duration delay = minute.delay();
      return new Point(
          minute.of().at(),
          counts.records(),
          counts.bytes(),
          counts.filtered(),
          counts.duplicates(),
          counts.dead(),
          counts.paused(),
          delay == null ? null : delay.toSeconds());
    }
  }

  /** The minutes of a connection in which something came, the oldest first. */
  public record Line(ConnectionId connection, List<Point> minutes) {}

  /** The lines of the connections that were asked for, in that order. */
  public record Lines(List<Line> items) {}

  /** Minute by minute; a connection that nothing came through has no minutes. */
  @GET
  @RolesAllowed({"admin", "viewer"})
  @Operation(
      operationId = "getTraffic",
      summary = "What came through connections, minute by minute",
      description =
          "Minutes in which nothing came are left out, and so are connections that are not the"
              + " tenant's. Kept for a day.")
  @Extension(name = "x-problems", value = "malformed")
  public Lines get(
      @Parameter(
              description = "Ids of 1 to 200 connections, separated by commas.",
              example = "0190f7c2-aaaa-7bbb-8ccc-0123456789ab")
          @QueryParam("connections")
          @Nullable String connections,
      @Parameter(
              description = "How many minutes back, 1 to 1440; 60 where left out.",
              example = "60")
          @QueryParam("minutes")
          @Nullable String minutes) {
    List<ConnectionId> ids = ids(connections);
    Map<ConnectionId, List<Minute>> found =
        traffic.last(caller.tenant(), ids, Duration.ofMinutes(minutes(minutes))).stream()
            .collect(Collectors.groupingBy(it -> it.of().connection()));
    return new Lines(
        ids.stream()
            .filter(found::containsKey)
            .map(
                id ->
                    new Line(
                        id, found.getOrDefault(id, List.of()).stream().map(Point::of).toList()))
            .toList());
  }

  private static List<ConnectionId> ids(@Nullable String text) {
    String[] words = text == null ? new String[0] : text.split(",", MOST_CONNECTIONS + 1);
    if (words.length == 0 || words.length > MOST_CONNECTIONS) {
      throw Problem.malformed("connections", "must be the ids of 1 to 200 connections");
    }
    try {
      return List.of(words).stream().map(ConnectionId::of).distinct().toList();
    } catch (IllegalArgumentException e) {
      throw Problem.malformed("connections", "must be ids of connections, separated by commas");
    }
  }

  private static int minutes(@Nullable String text) {
    if (text == null) {
      return 60;
    }
    if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > DAY) {
      throw Problem.malformed("minutes", "must be 1 to 1440");
    }
    return Integer.parseInt(text);
  }
}
