package io.trailbridge.integration.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal in the words of the API; becomes {@code application/problem+json}. Its texts are
 * constants or names of fields, never what the caller sent.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String slug;
  private final String title;
  private final transient Map<String, Object> extras;

  /** What is wrong with one field. */
  public record Field(String field, String message) {}

  private Problem(int status, String slug, String title, Map<String, Object> extras) {
    super(slug);
    this.status = status;
    this.slug = slug;
    this.title = title;
    this.extras = extras;
  }

  /** 400: cannot be parsed, an unknown or read-only field, a wrong type. */
  public static Problem malformed(String title) {
    return new Problem(400, "malformed", title, Map.of());
  }

  /** 400 for one field. */
  public static Problem malformed(String field, String message) {
    return new Problem(
        400,
        "malformed",
        "The request cannot be read.",
        Map.of("errors", List.of(new Field(field, message))));
  }

  /** 422: understood but refused, with every wrong field. */
  public static Problem invalid(List<Field> errors) {
    return new Problem(
        422, "invalid", "Some fields are not as they must be.", Map.of("errors", errors));
  }

  /** 401: no token, or none that holds. */
  public static Problem unauthenticated() {
    return new Problem(401, "unauthenticated", "A valid bearer token is needed.", Map.of());
  }

  /** 401 for every bad, expired, used or revoked one-time token. */
  public static Problem tokenInvalid() {
    return new Problem(
        401, "token-invalid", "The one-time token is not valid (any more).", Map.of());
  }

  /** 403: the role does not allow it. */
  public static Problem forbidden() {
    return new Problem(403, "forbidden", "The token's role does not allow this.", Map.of());
  }

  /** 403: no live licence. */
  public static Problem licenseRequired() {
    return new Problem(403, "license-required", "A live PUBLIC_CLOUD licence is needed.", Map.of());
  }

  /** 404: not there, or not this tenant's. */
  public static Problem notFound() {
    return new Problem(404, "not-found", "There is no such thing.", Map.of());
  }

  /**
   * 409: not in this status.
   *
   * @param allowed the actions that are
   */
  public static Problem actionNotAllowed(List<String> allowed) {
    return new Problem(
        409,
        "action-not-allowed",
        "The connection's status does not allow this action.",
        Map.of("allowed", allowed));
  }

  /** 409: there is a connection for the same partition, account, region and trail. */
  public static Problem alreadyConnected() {
    return new Problem(
        409, "already-connected", "This account, region and trail is connected already.", Map.of());
  }

  /** 409: the set-up was completed with another body. */
  public static Problem alreadyCompleted() {
    return new Problem(
        409, "already-completed", "The set-up was completed with other values.", Map.of());
  }

  /** 412: changed in between. */
  public static Problem stale() {
    return new Problem(
        412, "stale", "The connection was changed in between: read it again.", Map.of());
  }

  /** 428: If-Match is needed. */
  public static Problem preconditionRequired() {
    return new Problem(
        428, "precondition-required", "If-Match with the connection's ETag is needed.", Map.of());
  }

  /** 429: too many requests. */
  public static Problem tooManyRequests() {
    return new Problem(429, "too-many-requests", "Too many requests: try again later.", Map.of());
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The last part of {@code type}. */
  public String slug() {
    return slug;
  }

  /** The document, with the id of the request. */
  public Map<String, Object> body(String requestId) {
    return body(status, slug, title, requestId, extras);
  }

  /** The document of a problem that is none of those above. */
  public static Map<String, Object> body(
      int status, String slug, String title, String requestId, Map<String, Object> extras) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "urn:trailbridge:problem:" + slug);
    body.put("title", title);
    body.put("status", status);
    body.putAll(extras);
    body.put("requestId", requestId);
    return body;
  }
}
