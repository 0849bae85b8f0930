package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.provisioning.connection.domain.Fault;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.model.StsException;

/** From the SDK's exceptions to what the table of errors judges. */
final class FaultReader {
  private static final Set<String> DENIED = Set.of("AccessDenied", "AccessDeniedException", "403");
  private static final Set<String> ENDED =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidToken",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId");

  private FaultReader() {}

  static Fault read(String action, @Nullable String resource, SdkException exception) {
    if (!(exception instanceof AwsServiceException answer)) {
      return Fault.unanswered(action, resource);
    }
    AwsErrorDetails details = answer.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    String message = details == null ? null : details.errorMessage();
    // Any call may be the one that needs a new session, and then it is STS that refuses.
    return new Fault(
        answer instanceof StsException ? RoleProof.ASSUME : action,
        resource,
        code == null || code.isBlank() ? codeless(answer) : code,
        answer.statusCode(),
        Objects.requireNonNullElse(message, ""));
  }

  /**
   * Whether a new session of the role may fare better; where none was handed out, as to a stranger,
   * the one that is kept is as good as before.
   */
  static boolean isAboutTheSession(Fault fault) {
    return (DENIED.contains(fault.code()) && !fault.action().equals(RoleProof.ASSUME))
        || isEndOfSession(fault);
  }

  /** Whether the session is not valid any more, whatever the role may do. */
  static boolean isEndOfSession(Fault fault) {
    return ENDED.contains(fault.code());
  }

  /**
   * The answer to a HEAD has no body, so S3 cannot say what is wrong: of what makes it a bad
   * request, only a session that is over or unknown can come of a request of ours.
   */
  private static String codeless(AwsServiceException answer) {
    return answer instanceof S3Exception && answer.statusCode() == 400
        ? "InvalidToken"
        : Integer.toString(answer.statusCode());
  }
}
