package io.trailbridge.provisioning.objects.domain;

/** The content is not what CloudTrail writes; no retry helps. */
public final class NotALogFile extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  NotALogFile(String code) {
    super(code);
    this.code = code;
  }

  /** Lower case words with dashes, for operators. */
  public String code() {
    return code;
  }
}
