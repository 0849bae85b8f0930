package io.trailbridge.integration.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal in the words of the API; becomes {@code application/problem+json}. Its texts are
 * constants or names of fields, never what the caller sent.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemKind kind;
  private final transient Map<String, Object> extras;
  private final transient @Nullable Duration retryAfter;

  /** What is wrong with one field. */
  public record Field(String field, String message) {}

  private Problem(ProblemKind kind, Map<String, Object> extras, @Nullable Duration retryAfter) {
    // No stack trace: a refusal is an answer, and it may come often.
    super(kind.slug(), null, false, false);
    this.kind = kind;
    this.extras = extras;
    this.retryAfter = retryAfter;
  }

  /** One that needs no more words. */
  public static Problem of(ProblemKind kind) {
    return new Problem(kind, Map.of(), null);
  }

  /** 400, for a reason that is a constant. */
  public static Problem malformed(String detail) {
    return new Problem(ProblemKind.MALFORMED, Map.of("detail", detail), null);
  }

  /** 400 for one field. */
  public static Problem malformed(String field, String message) {
    return malformed(List.of(new Field(field, message)));
  }

  /** 400 for several fields. */
  public static Problem malformed(List<Field> errors) {
    return new Problem(ProblemKind.MALFORMED, Map.of("errors", errors), null);
  }

  /** 422, with every wrong field. */
  public static Problem invalid(List<Field> errors) {
    return new Problem(ProblemKind.INVALID, Map.of("errors", errors), null);
  }

  /** 401 for every bad, expired, used or revoked one-time token. */
  public static Problem tokenInvalid() {
    return of(ProblemKind.TOKEN_INVALID);
  }

  /** 403: the role does not allow it. */
  public static Problem forbidden() {
    return of(ProblemKind.FORBIDDEN);
  }

  /** 404: not there, or not this tenant's. */
  public static Problem notFound() {
    return of(ProblemKind.NOT_FOUND);
  }

  /**
   * 409: not in this status.
   *
   * @param allowed the actions that are
   */
  public static Problem actionNotAllowed(List<String> allowed) {
    return new Problem(ProblemKind.ACTION_NOT_ALLOWED, Map.of("allowed", allowed), null);
  }

  /**
   * 429: too many requests.
   *
   * @param after when it is worth another try
   */
  public static Problem tooManyRequests(Duration after) {
    return new Problem(ProblemKind.TOO_MANY_REQUESTS, Map.of(), after);
  }

  /**
   * 503: not for the moment.
   *
   * @param after when it is worth another try
   */
  public static Problem unavailable(Duration after) {
    return new Problem(ProblemKind.UNAVAILABLE, Map.of(), after);
  }

  /** What kind it is. */
  public ProblemKind kind() {
    return kind;
  }

  /** Whole seconds for {@code Retry-After}, at least one; empty where waiting does not help. */
  public Optional<Long> retryAfterSeconds() {
    return Optional.ofNullable(retryAfter).map(it -> Math.max(1, it.plusMillis(999).toSeconds()));
  }

  /** The document of RFC 9457, with the id of the request. */
  public Map<String, Object> body(String requestId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", kind.type());
    body.put("title", kind.title());
    body.put("status", kind.status());
    body.putAll(extras);
    body.put("requestId", requestId);
    return body;
  }
}
