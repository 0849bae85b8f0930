package io.trailbridge.integration.problem;

/**
 * A kind of problem. Its slug ends the URN that stands in {@code type} and names its page in {@code
 * docs/problems}; slug and status stay the same for ever, since programs look at them.
 */
public enum ProblemKind {
  /** Cannot be parsed, an unknown or read-only field, a wrong type. */
  MALFORMED(400, "malformed", "The request cannot be read."),
  /** No token, or none that holds. */
  UNAUTHENTICATED(401, "unauthenticated", "A valid bearer token is needed."),
  /** A bad, expired, used or revoked one-time token. */
  TOKEN_INVALID(401, "token-invalid", "The one-time token is not valid (any more)."),
  /** The role does not allow it. */
  FORBIDDEN(403, "forbidden", "The token's role does not allow this."),
  /** No live licence. */
  LICENSE_REQUIRED(403, "license-required", "A live PUBLIC_CLOUD licence is needed."),
  /** Not there, or not this tenant's. */
  NOT_FOUND(404, "not-found", "There is no such thing."),
  /** No such method here. */
  METHOD_NOT_ALLOWED(405, "method-not-allowed", "This resource has no such method."),
  /** The answer has another media type than those that are accepted. */
  NOT_ACCEPTABLE(406, "not-acceptable", "The answer is not of a media type that you accept."),
  /** Not in this status. */
  ACTION_NOT_ALLOWED(
      409, "action-not-allowed", "The connection's status does not allow this action."),
  /** The place is taken. */
  ALREADY_CONNECTED(
      409, "already-connected", "This account, region and trail is connected already."),
  /** The set-up was completed with another body. */
  ALREADY_COMPLETED(409, "already-completed", "The set-up was completed with other values."),
  /** Changed in between. */
  STALE(412, "stale", "The connection was changed in between: read it again."),
  /** More than is read. */
  TOO_LARGE(413, "too-large", "The request is too large."),
  /** The body has another media type. */
  UNSUPPORTED_MEDIA_TYPE(
      415, "unsupported-media-type", "The body is not of the documented media type."),
  /** Understood but refused. */
  INVALID(422, "invalid", "Some fields are not as they must be."),
  /** If-Match is needed. */
  PRECONDITION_REQUIRED(
      428, "precondition-required", "If-Match with the connection's ETag is needed."),
  /** More than the tenant's, or the address's, share. */
  TOO_MANY_REQUESTS(429, "too-many-requests", "Too many requests: try again later."),
  /** More headers, or larger ones, than are read. */
  HEADERS_TOO_LARGE(431, "headers-too-large", "The request's headers are too many or too large."),
  /** Our mistake. */
  INTERNAL(500, "internal", "Something went wrong on our side."),
  /** Something that we need is not there for the moment. */
  UNAVAILABLE(503, "unavailable", "Not available for the moment: try again soon.");

  private final int status;
  private final String slug;
  private final String title;

  ProblemKind(int status, String slug, String title) {
    this.status = status;
    this.slug = slug;
    this.title = title;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The last part of {@link #type()}. */
  public String slug() {
    return slug;
  }

  /** For programs. */
  public String type() {
    return "urn:trailbridge:problem:" + slug;
  }

  /** For people. */
  public String title() {
    return title;
  }
}
