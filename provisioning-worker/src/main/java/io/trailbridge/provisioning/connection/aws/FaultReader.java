package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.provisioning.connection.domain.Fault;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.StsException;

/** From the SDK's exceptions to what the table of errors judges. */
final class FaultReader {
  private static final Set<String> SESSION =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "403");

  private FaultReader() {}

  static Fault read(String action, @Nullable String resource, SdkException exception) {
    if (!(exception instanceof AwsServiceException answer)) {
      return Fault.unanswered(action, resource);
    }
    AwsErrorDetails details = answer.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    String message = details == null ? null : details.errorMessage();
    return new Fault(
        denied(answer, code) ? "sts:AssumeRole" : action,
        resource,
        code == null || code.isBlank() ? Integer.toString(answer.statusCode()) : code,
        answer.statusCode(),
        Objects.requireNonNullElse(message, ""));
  }

  /** Whether a new session of the role may fare better. */
  static boolean isAboutTheSession(Fault fault) {
    return SESSION.contains(fault.code());
  }

  /** Any call may be the one that needs a new session, and then it is STS that refuses. */
  private static boolean denied(AwsServiceException answer, @Nullable String code) {
    return answer instanceof StsException && "AccessDenied".equals(code);
  }
}
