package io.trailbridge.ingestion.intake.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.ingestion.intake.Batches;
import io.trailbridge.ingestion.intake.IntakeConfig;
import io.trailbridge.ingestion.intake.Notifications;
import io.trailbridge.ingestion.intake.domain.SnsMessage;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where forwarders post batches and Amazon SNS posts notifications. */
@Path("/v1/connections/{id}")
@RunOnVirtualThread
public class IntakeResource {
  private static final Pattern UUID_SHAPE =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** What a gzip file may honestly be called; the body is taken as it is whatever it is called. */
  private static final Set<String> ENCODINGS = Set.of("gzip", "x-gzip", "identity");

  private final Batches batches;
  private final Notifications notifications;
  private final IntakeConfig config;

  IntakeResource(Batches batches, Notifications notifications, IntakeConfig config) {
    this.batches = batches;
    this.notifications = notifications;
    this.config = config;
  }

  /**
   * One CloudTrail log file, gzip, at most 4 MiB, signed with the connection's forwarder secret.
   * 202 once Kafka has it; 401, 404, 409, 413, 415, and 429 and 503 with Retry-After.
   */
  @POST
  @Path("batches")
  @Consumes(MediaType.WILDCARD)
  public Response batch(
      @PathParam("id") String id,
      @HeaderParam("X-Trailbridge-Object") @Nullable String object,
      @HeaderParam("X-Trailbridge-Timestamp") @Nullable String timestamp,
      @HeaderParam("X-Trailbridge-Key") @Nullable String key,
      @HeaderParam("X-Trailbridge-Signature") @Nullable String signature,
      @HeaderParam("Content-Encoding") @Nullable String encoding,
      byte[] body) {
    Optional<ConnectionId> connection = connection(id);
    if (connection.isEmpty()) {
      return Problem.NOT_FOUND.response();
    }
    if (encoding != null && !ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT))) {
      return Problem.UNSUPPORTED_MEDIA_TYPE.response();
    }
    Batches.Posted posted =
        new Batches.Posted(
            orEmpty(object), orEmpty(timestamp), orEmpty(key), orEmpty(signature), body);
    return switch (batches.take(connection.get(), posted)) {
      case TAKEN -> Response.accepted().build();
      case UNAUTHENTICATED -> Problem.UNAUTHENTICATED.response();
      case UNKNOWN -> Problem.NOT_FOUND.response();
      case NOT_LIVE -> Problem.ACTION_NOT_ALLOWED.response();
      case TOO_LARGE -> Problem.TOO_LARGE.response();
      case NOT_GZIP -> Problem.UNSUPPORTED_MEDIA_TYPE.response();
      case TOO_FAST -> Problem.TOO_MANY_REQUESTS.response(config.retryAfter());
      case NOT_YET -> Problem.TRY_LATER.response(config.retryAfter());
    };
  }

  /**
   * An envelope of Amazon SNS. 200 once Kafka has what it announces, and for what is ignored; 400
   * where it is no envelope; 403 where its signature does not hold; 503 for whatever may be our own
   * delay.
   */
  @POST
  @Path("notifications")
  @Consumes(MediaType.WILDCARD)
  public Response notification(@PathParam("id") String id, byte[] body) {
    Optional<ConnectionId> connection = connection(id);
    Optional<SnsMessage> message = SnsEnvelope.read(body);
    if (connection.isEmpty()) {
      return Problem.NOT_FOUND.response();
    }
    if (message.isEmpty()) {
      return Problem.MALFORMED.response();
    }
    return switch (notifications.take(connection.get(), message.get())) {
      case Notifications.Outcome.Taken _ -> Response.ok().build();
      case Notifications.Outcome.Forbidden _ -> Problem.FORBIDDEN.response();
      case Notifications.Outcome.NotYet _ -> Problem.TRY_LATER.response(config.retryAfter());
    };
  }

  private static Optional<ConnectionId> connection(String id) {
    return UUID_SHAPE.matcher(id).matches()
        ? Optional.of(new ConnectionId(UUID.fromString(id)))
        : Optional.empty();
  }

  private static String orEmpty(@Nullable String header) {
    return header == null ? "" : header;
  }
}
