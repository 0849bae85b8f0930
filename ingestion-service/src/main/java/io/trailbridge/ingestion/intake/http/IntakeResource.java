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
      return Problem.NOT_FOUND.response(config.retryAfter());
    }
    if (encoding != null && !ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT))) {
      return Problem.UNSUPPORTED_MEDIA_TYPE.response(config.retryAfter());
    }
    Batches.Headers headers =
        new Batches.Headers(orEmpty(object), orEmpty(timestamp), orEmpty(key), orEmpty(signature));
    Batches.Outcome outcome = batches.take(connection.get(), new Batches.Posted(headers, body));
    return Problem.of(outcome)
        .map(problem -> problem.response(config.retryAfter()))
        .orElseGet(() -> Response.accepted().build());
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
      return Problem.NOT_FOUND.response(config.retryAfter());
    }
    if (message.isEmpty()) {
      return Problem.MALFORMED.response(config.retryAfter());
    }
    return Problem.of(notifications.take(connection.get(), message.get()))
        .map(problem -> problem.response(config.retryAfter()))
        .orElseGet(() -> Response.ok().build());
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
