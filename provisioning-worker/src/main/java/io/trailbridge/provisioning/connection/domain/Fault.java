package io.trailbridge.provisioning.connection.domain;

import org.jspecify.annotations.Nullable;

/**
 * AWS's refusal of one call.
 *
 * @param action what was being done, as IAM spells it, such as {@code s3:PutBucketPolicy}
 * @param resource what it was done to; absent where there is none
 * @param code AWS's error code; the HTTP status where there is no code
 * @param status HTTP; 0 where no answer came
 * @param message AWS's words; only looked at where the code alone does not decide
 */
public record Fault(
    String action, @Nullable String resource, String code, int status, String message) {

  /** No answer came: name resolution, connection, time-out. */
  public static Fault unanswered(String action, @Nullable String resource) {
    return new Fault(action, resource, "NoAnswer", 0, "");
  }
}
