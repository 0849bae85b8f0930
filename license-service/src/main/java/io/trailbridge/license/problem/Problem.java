package io.trailbridge.license.problem;

/** A kind of problem; its slug ends the URN that stands in {@code type}. */
public enum Problem {
  MALFORMED(400, "malformed", "The request cannot be read"),
  UNAUTHENTICATED(401, "unauthenticated", "A valid bearer token is needed"),
  FORBIDDEN(403, "forbidden", "The token's roles do not allow this"),
  NOT_FOUND(404, "not-found", "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "method-not-allowed", "This resource has no such method"),
  NOT_ACCEPTABLE(406, "not-acceptable", "The answer is application/json"),
  TOO_LARGE(413, "too-large", "The request is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body must be application/json"),
  INVALID(422, "invalid", "The request was understood and is refused"),
  INTERNAL(500, "internal", "Something went wrong on our side"),
  UNAVAILABLE(503, "unavailable", "Try again soon");

  private final int status;
  private final String slug;
  private final String title;

  Problem(int status, String slug, String title) {
    this.status = status;
    this.slug = slug;
    this.title = title;
  }

  public int status() {
    return status;
  }

  /** Stays the same for ever: programs look at it. */
  public String type() {
    return "urn:trailbridge:problem:" + slug;
  }

  /** For people. */
  public String title() {
    return title;
  }
}
