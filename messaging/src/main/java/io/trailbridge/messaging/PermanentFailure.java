package io.trailbridge.messaging;

/**
 * A message that no retry can help: it goes to the dead letters, with {@link #code()} as reason.
 * Every other exception of a consumer is taken for a passing one and retried.
 */
public final class PermanentFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * Names the reason.
   *
   * @param code lower case words with dashes, such as {@code tenant-mismatch}; goes into a header
   *     and a metric label, so it carries no ids and no payload
   */
  public PermanentFailure(String code) {
    super(code);
    this.code = code;
  }

  /** As {@link #PermanentFailure(String)}, with what caused it, for the log. */
  public PermanentFailure(String code, Throwable cause) {
    super(code, cause);
    this.code = code;
  }

  /** The reason, as operators see it. */
  public String code() {
    return code;
  }
}
