package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.provisioning.connection.domain.Verdict.Cause;
import io.trailbridge.provisioning.connection.domain.Verdict.Done;
import io.trailbridge.provisioning.connection.domain.Verdict.GiveUp;
import io.trailbridge.provisioning.connection.domain.Verdict.TryLater;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one table from AWS's error codes to what is to be done. */
public final class Faults {
  private static final Duration SETTLE = Duration.ofSeconds(3);
  private static final Duration THROTTLE = Duration.ofSeconds(5);
  private static final Duration PASS = Duration.ofSeconds(5);

  private static final Set<String> NOT_THERE =
      Set.of(
          "404",
          "NoSuchBucket",
          "NoSuchKey",
          "NoSuchTagSet",
          "NoSuchBucketPolicy",
          "NoSuchLifecycleConfiguration",
          "NoSuchPublicAccessBlockConfiguration",
          "OwnershipControlsNotFoundError",
          "ServerSideEncryptionConfigurationNotFoundError",
          "NotFound",
          "NotFoundException",
          "ResourceNotFound",
          "ResourceNotFoundException",
          "TrailNotFoundException");

  private static final Set<String> SETTLING =
      Set.of(
          "OperationAborted",
          "InsufficientS3BucketPolicyException",
          "InsufficientSnsTopicPolicyException",
          "S3BucketDoesNotExistException",
          "ConcurrentModification",
          "ConcurrentModificationException",
          "ConflictException",
          "BucketNotEmpty");

  private static final Set<String> THROTTLED =
      Set.of(
          "Throttling",
          "ThrottlingException",
          "Throttled",
          "ThrottledException",
          "TooManyRequestsException",
          "RequestLimitExceeded",
          "RequestThrottled",
          "SlowDown",
          "503");

  private static final Set<String> PASSING =
      Set.of(
          "NoAnswer",
          "InternalError",
          "InternalFailure",
          "InternalServerError",
          "ServiceUnavailable",
          "ServiceException",
          "RequestTimeout",
          "RequestTimeTooSkewed",
          "ExpiredToken",
          "ExpiredTokenException",
          // Our own credentials: nothing that the customer could mend.
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch");

  /** Made by another run, or by a call whose answer was lost: the next run reads whose it is. */
  private static final Map<String, FindingCode> ALREADY_THERE =
      Map.of(
          "BucketAlreadyOwnedByYou", FindingCode.BUCKET_NOT_OURS,
          "TrailAlreadyExistsException", FindingCode.TRAIL_NOT_OURS,
          "TopicAlreadyExists", FindingCode.TOPIC_NOT_OURS);

  private static final Map<String, FindingCode> FINAL =
      Map.ofEntries(
          Map.entry("BucketAlreadyExists", FindingCode.BUCKET_NAME_TAKEN),
          Map.entry("TooManyBuckets", FindingCode.LIMIT_REACHED),
          Map.entry("LimitExceeded", FindingCode.LIMIT_REACHED),
          Map.entry("LimitExceededException", FindingCode.LIMIT_REACHED),
          Map.entry("TopicLimitExceeded", FindingCode.LIMIT_REACHED),
          Map.entry("SubscriptionLimitExceeded", FindingCode.LIMIT_REACHED),
          Map.entry("MaximumNumberOfTrailsExceededException", FindingCode.TRAIL_LIMIT),
          Map.entry(
              "NotOrganizationMasterAccountException",
              FindingCode.ORGANIZATION_NOT_MANAGEMENT_ACCOUNT),
          Map.entry(
              "NotOrganizationManagementAccountException",
              FindingCode.ORGANIZATION_NOT_MANAGEMENT_ACCOUNT),
          Map.entry("AWSOrganizationsNotInUseException", FindingCode.ORGANIZATION_NOT_IN_USE),
          Map.entry("OrganizationsNotInUseException", FindingCode.ORGANIZATION_NOT_IN_USE),
          Map.entry(
              "OrganizationNotInAllFeaturesModeException",
              FindingCode.ORGANIZATION_ACCESS_NOT_ENABLED),
          Map.entry(
              "CloudTrailAccessNotEnabledException", FindingCode.ORGANIZATION_ACCESS_NOT_ENABLED),
          Map.entry("InsufficientEncryptionPolicyException", FindingCode.KMS_KEY_UNUSABLE),
          Map.entry("KmsKeyNotFoundException", FindingCode.KMS_KEY_UNUSABLE),
          Map.entry("KmsKeyDisabledException", FindingCode.KMS_KEY_UNUSABLE),
          Map.entry("KmsException", FindingCode.KMS_KEY_UNUSABLE),
          Map.entry("KMS.NotFoundException", FindingCode.KMS_KEY_UNUSABLE),
          Map.entry("KMS.DisabledException", FindingCode.KMS_KEY_UNUSABLE),
          Map.entry("AccessDenied", FindingCode.ACCESS_DENIED),
          Map.entry("AccessDeniedException", FindingCode.ACCESS_DENIED),
          Map.entry("AuthorizationError", FindingCode.ACCESS_DENIED),
          Map.entry("AuthorizationErrorException", FindingCode.ACCESS_DENIED),
          Map.entry("UnauthorizedOperation", FindingCode.ACCESS_DENIED),
          Map.entry("AllAccessDisabled", FindingCode.ACCESS_DENIED),
          Map.entry("403", FindingCode.ACCESS_DENIED));

  private Faults() {}

  /** What a refusal means. */
  public static Verdict judge(Fault fault) {
    String code = fault.code();
    if (isNotThere(fault)) {
      return new Done();
    }
    if (fault.action().equals("sts:AssumeRole") && FINAL.get(code) == FindingCode.ACCESS_DENIED) {
      // A role that was just made is refused for a while; later the caller's bound says it is lost.
      return new TryLater(SETTLE, Cause.SETTLING, FindingCode.ROLE_NOT_ASSUMABLE.during(fault));
    }
    if (SETTLING.contains(code) || isUnsettledDestination(fault)) {
      return new TryLater(SETTLE, Cause.SETTLING, FindingCode.DELIVERY_REFUSED.during(fault));
    }
    @Nullable FindingCode there = alreadyThere(fault);
    if (there != null) {
      return new TryLater(SETTLE, Cause.PASSING, there.during(fault));
    }
    if (code.equals("AccessDenied") && mentionsKms(fault)) {
      return new GiveUp(FindingCode.KMS_KEY_UNUSABLE.during(fault));
    }
    if (THROTTLED.contains(code)) {
      return new TryLater(THROTTLE, Cause.THROTTLED, FindingCode.AWS_UNAVAILABLE.during(fault));
    }
    if (PASSING.contains(code) || fault.status() >= 500) {
      return new TryLater(PASS, Cause.PASSING, FindingCode.AWS_UNAVAILABLE.during(fault));
    }
    return new GiveUp(finalCode(code).during(fault));
  }

  /** Whether the answer says that the thing does not exist. */
  public static boolean isNotThere(Fault fault) {
    return NOT_THERE.contains(fault.code());
  }

  /** S3's AccessDenied that comes from the key and not from the bucket. */
  public static boolean mentionsKms(Fault fault) {
    return fault.code().startsWith("KMS.") || fault.message().contains("kms:");
  }

  private static FindingCode finalCode(String code) {
    @Nullable FindingCode known = FINAL.get(code);
    return known == null ? FindingCode.UNEXPECTED_ANSWER : known;
  }

  /** SNS has no code of its own for a topic that is there with other attributes or tags. */
  private static @Nullable FindingCode alreadyThere(Fault fault) {
    boolean topic =
        fault.action().equals("sns:CreateTopic")
            && fault.code().startsWith("InvalidParameter")
            && fault.message().contains("already exists");
    return ALREADY_THERE.get(topic ? "TopicAlreadyExists" : fault.code());
  }

  /** S3 tries whether it may publish to a topic before it takes a notification. */
  private static boolean isUnsettledDestination(Fault fault) {
    return fault.code().equals("InvalidArgument")
        && fault.message().contains("validate the following destination");
  }
}
