package io.trailbridge.ingestion.intake.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trailbridge.ingestion.intake.Batches;
import io.trailbridge.ingestion.intake.Notifications;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The intake's refusals as RFC 9457 problems; none echoes what was sent. */
enum Problem {
  MALFORMED(400, "malformed", "This is no SNS envelope."),
  UNAUTHENTICATED(401, "unauthenticated", "The signature does not hold or is stale."),
  FORBIDDEN(403, "forbidden", "The signature does not hold for this connection."),
  NOT_FOUND(404, "not-found", "There is no such connection."),
  TOO_SLOW(408, "too-slow", "The body did not come in time; send it again."),
  ACTION_NOT_ALLOWED(409, "action-not-allowed", "The connection is paused or deleted."),
  TOO_LARGE(413, "too-large", "A batch is at most 4 MiB of gzip; cut it at record borders."),
  UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "A batch is one gzip file."),
  TOO_MANY_REQUESTS(429, "too-many-requests", "The connection posts faster than it may."),
  TRY_LATER(503, "try-later", "It was not taken yet; send it again.");

  static final String MEDIA_TYPE = "application/problem+json";

  private final int status;
  private final String slug;
  private final String title;

  Problem(int status, String slug, String title) {
    this.status = status;
    this.slug = slug;
    this.title = title;
  }

  /** The body of {@code application/problem+json}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Body(String type, String title, int status, String requestId) {}

  /** What a batch is refused with; empty where it was taken. */
  static Optional<Problem> of(Batches.Outcome outcome) {
    return switch (outcome) {
      case TAKEN -> Optional.empty();
      case UNAUTHENTICATED -> Optional.of(UNAUTHENTICATED);
      case UNKNOWN -> Optional.of(NOT_FOUND);
      case NOT_LIVE -> Optional.of(ACTION_NOT_ALLOWED);
      case TOO_LARGE -> Optional.of(TOO_LARGE);
      case NOT_GZIP -> Optional.of(UNSUPPORTED_MEDIA_TYPE);
      case TOO_FAST -> Optional.of(TOO_MANY_REQUESTS);
      case NOT_YET -> Optional.of(TRY_LATER);
    };
  }

  /** What a notification is refused with; empty where it was taken. */
  static Optional<Problem> of(Notifications.Outcome outcome) {
    return switch (outcome) {
      case Notifications.Outcome.Taken _ -> Optional.empty();
      case Notifications.Outcome.Forbidden _ -> Optional.of(FORBIDDEN);
      case Notifications.Outcome.NotYet _ -> Optional.of(TRY_LATER);
    };
  }

  Response response(Duration retryAfter) {
    Response.ResponseBuilder answer = Response.status(status).type(MEDIA_TYPE).entity(body());
    return comeAgain()
        ? answer.header("Retry-After", retryAfter.toSeconds()).build()
        : answer.build();
  }

  /** Whether it says when to come again. */
  boolean comeAgain() {
    return this == TOO_MANY_REQUESTS || this == TRY_LATER;
  }

  Body body() {
    return new Body("urn:trailbridge:problem:" + slug, title, status, UUID.randomUUID().toString());
  }

  int status() {
    return status;
  }
}
