package io.trailbridge.provisioning.connection.domain;

import static io.trailbridge.provisioning.connection.domain.FindingCode.ACCESS_DENIED;
import static io.trailbridge.provisioning.connection.domain.FindingCode.AWS_UNAVAILABLE;
import static io.trailbridge.provisioning.connection.domain.FindingCode.BUCKET_NAME_TAKEN;
import static io.trailbridge.provisioning.connection.domain.FindingCode.BUCKET_NOT_EMPTY;
import static io.trailbridge.provisioning.connection.domain.FindingCode.BUCKET_NOT_OURS;
import static io.trailbridge.provisioning.connection.domain.FindingCode.DELIVERY_REFUSED;
import static io.trailbridge.provisioning.connection.domain.FindingCode.FORWARDER_ROLE_UNUSABLE;
import static io.trailbridge.provisioning.connection.domain.FindingCode.FUNCTION_NOT_OURS;
import static io.trailbridge.provisioning.connection.domain.FindingCode.KMS_KEY_UNUSABLE;
import static io.trailbridge.provisioning.connection.domain.FindingCode.LIMIT_REACHED;
import static io.trailbridge.provisioning.connection.domain.FindingCode.NOTIFICATION_CONFLICT;
import static io.trailbridge.provisioning.connection.domain.FindingCode.ORGANIZATION_ACCESS_NOT_ENABLED;
import static io.trailbridge.provisioning.connection.domain.FindingCode.ORGANIZATION_NOT_IN_USE;
import static io.trailbridge.provisioning.connection.domain.FindingCode.ORGANIZATION_NOT_MANAGEMENT_ACCOUNT;
import static io.trailbridge.provisioning.connection.domain.FindingCode.QUEUE_DELETED_RECENTLY;
import static io.trailbridge.provisioning.connection.domain.FindingCode.QUEUE_NOT_OURS;
import static io.trailbridge.provisioning.connection.domain.FindingCode.REGION_MISMATCH;
import static io.trailbridge.provisioning.connection.domain.FindingCode.REGION_NOT_ENABLED;
import static io.trailbridge.provisioning.connection.domain.FindingCode.RESOURCE_BUSY;
import static io.trailbridge.provisioning.connection.domain.FindingCode.ROLE_NOT_ASSUMABLE;
import static io.trailbridge.provisioning.connection.domain.FindingCode.TOPIC_NOT_OURS;
import static io.trailbridge.provisioning.connection.domain.FindingCode.TRAIL_LIMIT;
import static io.trailbridge.provisioning.connection.domain.FindingCode.TRAIL_NOT_OURS;
import static io.trailbridge.provisioning.connection.domain.FindingCode.UNEXPECTED_ANSWER;

import io.trailbridge.provisioning.connection.domain.Verdict.Cause;
import io.trailbridge.provisioning.connection.domain.Verdict.Done;
import io.trailbridge.provisioning.connection.domain.Verdict.GiveUp;
import io.trailbridge.provisioning.connection.domain.Verdict.TryLater;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one table from AWS's error codes to what is to be done. */
public final class Faults {
  private static final Duration SETTLE = Duration.ofSeconds(3);
  private static final Duration THROTTLE = Duration.ofSeconds(5);
  private static final Duration PASS = Duration.ofSeconds(5);

  private static final Set<String> UNKNOWN_SESSION =
      Set.of(
          "InvalidToken",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId");

  /** Asked in a region that is always enabled. */
  private static final Set<String> ELSEWHERE = Set.of("sts", "iam", "organizations");

  /** What a code means, whatever was being done. */
  private enum Meaning {
    /** It does not exist: an answer, not an error. */
    NOT_THERE,
    /** AWS has not yet heard of what was just made. */
    SETTLING,
    /** Too many calls. */
    THROTTLED,
    /** The network, AWS itself, or our own credentials: nothing that the customer could mend. */
    PASSING,
    /** Made by another run, or by a call whose answer was lost: the next run reads whose it is. */
    ALREADY_THERE,
    /** Until somebody acts. */
    FINAL
  }

  private record Row(Meaning meaning, FindingCode finding) {}

  private static final Map<String, Row> TABLE = new Table().rows();

  private Faults() {}

  /** What a refusal means. */
  public static Verdict judge(Fault fault) {
    Row row = row(fault);
    return switch (row.meaning()) {
      case NOT_THERE -> new Done();
      case SETTLING -> new TryLater(SETTLE, Cause.SETTLING, row.finding().during(fault));
      case THROTTLED -> new TryLater(THROTTLE, Cause.THROTTLED, row.finding().during(fault));
      case PASSING -> new TryLater(PASS, Cause.PASSING, row.finding().during(fault));
      case ALREADY_THERE -> new TryLater(SETTLE, Cause.PASSING, row.finding().during(fault));
      case FINAL -> new GiveUp(row.finding().during(fault));
    };
  }

  /**
   * What a refusal means that met a session which STS had just handed out: a region that the
   * account has not enabled knows no session of it.
   */
  public static Verdict judgeOfNewSession(Fault fault) {
    String service = fault.action().substring(0, fault.action().indexOf(':'));
    return UNKNOWN_SESSION.contains(fault.code()) && !ELSEWHERE.contains(service)
        ? new TryLater(SETTLE, Cause.SETTLING, REGION_NOT_ENABLED.during(fault))
        : judge(fault);
  }

  /**
   * What a refusal means that met a role which was just made: AWS lets it in before every service
   * and region knows its policy.
   */
  public static Verdict judgeOfNewRole(Fault fault) {
    return isDenied(fault)
        ? new TryLater(SETTLE, Cause.SETTLING, row(fault).finding().during(fault))
        : judge(fault);
  }

  /** Whether nothing allows the call; not where something forbids it, or a key refuses. */
  public static boolean isDenied(Fault fault) {
    return row(fault).finding() == ACCESS_DENIED && !fault.message().contains("explicit deny");
  }

  /** Whether the answer says that the thing does not exist. */
  public static boolean isNotThere(Fault fault) {
    return row(fault).meaning() == Meaning.NOT_THERE;
  }

  /** Whether the answer says that what was to be made exists. */
  public static boolean isAlreadyThere(Fault fault) {
    return row(fault).meaning() == Meaning.ALREADY_THERE;
  }

  /** S3's AccessDenied that comes from the key and not from the bucket. */
  public static boolean mentionsKms(Fault fault) {
    return fault.code().startsWith("KMS.") || fault.message().contains("kms:");
  }

  /** Every code that has a row. */
  static Set<String> knownCodes() {
    return Collections.unmodifiableSet(TABLE.keySet());
  }

  /** Where a code alone does not decide, what was being done and AWS's words do. */
  private static Row row(Fault fault) {
    @Nullable Row special = special(fault);
    if (special != null) {
      return special;
    }
    @Nullable Row known = TABLE.get(fault.code());
    if (known != null) {
      return known;
    }
    return fault.status() >= 500
        ? new Row(Meaning.PASSING, AWS_UNAVAILABLE)
        : new Row(Meaning.FINAL, UNEXPECTED_ANSWER);
  }

  private static @Nullable Row special(Fault fault) {
    String code = fault.code();
    String words = fault.message();
    @Nullable Row known = TABLE.get(code);
    boolean denied = known != null && known.finding() == ACCESS_DENIED;
    if (denied && fault.action().equals("sts:AssumeRole")) {
      // A role that was just made is refused for a while; later the caller's bound says it is lost.
      return new Row(Meaning.SETTLING, ROLE_NOT_ASSUMABLE);
    }
    if (denied && mentionsKms(fault)) {
      return new Row(Meaning.FINAL, KMS_KEY_UNUSABLE);
    }
    // S3 tries whether it may publish to a topic before it takes a notification.
    boolean destination =
        code.equals("InvalidArgument") && words.contains("validate the following destination");
    boolean function = code.equals("InvalidParameterValueException");
    if (function
        && (words.contains("cannot be assumed") || words.contains("role does not have perm"))) {
      // IAM has not told Lambda of the forwarder's role yet.
      return new Row(Meaning.SETTLING, FORWARDER_ROLE_UNUSABLE);
    }
    if (code.equals("ResourceConflictException") && !fault.action().startsWith("lambda:Create")) {
      // Lambda takes no change of what it is still changing.
      return new Row(Meaning.PASSING, RESOURCE_BUSY);
    }
    if (function && words.contains("KMS")) {
      return new Row(Meaning.FINAL, KMS_KEY_UNUSABLE);
    }
    if (code.equals("InvalidArgument") && words.contains("overlapping")) {
      return new Row(Meaning.FINAL, NOTIFICATION_CONFLICT);
    }
    if (destination) {
      return new Row(Meaning.SETTLING, DELIVERY_REFUSED);
    }
    // SNS has no code of its own for a topic that is there with other attributes or tags.
    boolean topic =
        fault.action().equals("sns:CreateTopic")
            && code.startsWith("InvalidParameter")
            && words.contains("already exists");
    return topic ? new Row(Meaning.ALREADY_THERE, TOPIC_NOT_OURS) : null;
  }

  /** The rows, each code in one of them. */
  private static final class Table {
    private final Map<String, Row> rows = new HashMap<>();

    Map<String, Row> rows() {
      notThere();
      passing();
      alreadyThere();
      limits();
      organizations();
      keysAndRights();
      return Map.copyOf(rows);
    }

    private void notThere() {
      add(
          Meaning.NOT_THERE,
          UNEXPECTED_ANSWER,
          "404",
          "NoSuchBucket",
          "NoSuchKey",
          "NoSuchTagSet",
          "NoSuchBucketPolicy",
          "NoSuchLifecycleConfiguration",
          "NoSuchPublicAccessBlockConfiguration",
          "NoSuchUpload",
          "OwnershipControlsNotFoundError",
          "ServerSideEncryptionConfigurationNotFoundError",
          "NoSuchEntity",
          "NotFound",
          "NotFoundException",
          "ResourceNotFound",
          "ResourceNotFoundException",
          "TrailNotFoundException",
          "AWS.SimpleQueueService.NonExistentQueue",
          "QueueDoesNotExist");
    }

    private void passing() {
      add(
          Meaning.SETTLING,
          DELIVERY_REFUSED,
          "InsufficientS3BucketPolicyException",
          "InsufficientSnsTopicPolicyException",
          "S3BucketDoesNotExistException");
      add(
          Meaning.SETTLING,
          RESOURCE_BUSY,
          "OperationAborted",
          "OperationAbortedException",
          "ConcurrentModification",
          "ConcurrentModificationException",
          "ConflictException",
          "ResourceInUseException");
      add(Meaning.SETTLING, BUCKET_NOT_EMPTY, "BucketNotEmpty");
      add(
          Meaning.SETTLING,
          QUEUE_DELETED_RECENTLY,
          "AWS.SimpleQueueService.QueueDeletedRecently",
          "QueueDeletedRecently");
      add(
          Meaning.THROTTLED,
          AWS_UNAVAILABLE,
          "Throttling",
          "ThrottlingException",
          "Throttled",
          "ThrottledException",
          "TooManyRequestsException",
          "RequestLimitExceeded",
          "RequestThrottled",
          "SlowDown",
          "503");
      add(
          Meaning.PASSING,
          AWS_UNAVAILABLE,
          "NoAnswer",
          "InternalError",
          "InternalErrorException",
          "InternalFailure",
          "InternalServerError",
          "ServiceUnavailable",
          "ServiceException",
          "RequestTimeout",
          "RequestTimeTooSkewed",
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidToken",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch");
    }

    private void alreadyThere() {
      add(Meaning.ALREADY_THERE, BUCKET_NOT_OURS, "BucketAlreadyOwnedByYou");
      add(Meaning.ALREADY_THERE, TRAIL_NOT_OURS, "TrailAlreadyExistsException");
      add(Meaning.ALREADY_THERE, QUEUE_NOT_OURS, "QueueAlreadyExists", "QueueNameExists");
      add(
          Meaning.ALREADY_THERE,
          FUNCTION_NOT_OURS,
          "EntityAlreadyExists",
          "ResourceConflictException",
          "ResourceAlreadyExistsException");
      add(Meaning.FINAL, BUCKET_NAME_TAKEN, "BucketAlreadyExists");
    }

    private void limits() {
      add(
          Meaning.FINAL,
          LIMIT_REACHED,
          "TooManyBuckets",
          "LimitExceeded",
          "LimitExceededException",
          "TopicLimitExceeded",
          "SubscriptionLimitExceeded",
          "CodeStorageExceededException");
      // A region that has to be opted into, and an S3 call that was sent to the wrong one.
      add(
          Meaning.FINAL,
          REGION_NOT_ENABLED,
          "OptInRequired",
          "OptInRequiredException",
          "RegionDisabledException");
      add(
          Meaning.FINAL,
          REGION_MISMATCH,
          "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException",
          "301");
      add(Meaning.FINAL, TRAIL_LIMIT, "MaximumNumberOfTrailsExceededException");
    }

    private void organizations() {
      add(
          Meaning.FINAL,
          ORGANIZATION_NOT_MANAGEMENT_ACCOUNT,
          "NotOrganizationMasterAccountException",
          "NotOrganizationManagementAccountException");
      add(
          Meaning.FINAL,
          ORGANIZATION_NOT_IN_USE,
          "AWSOrganizationsNotInUseException",
          "OrganizationsNotInUseException");
      add(
          Meaning.FINAL,
          ORGANIZATION_ACCESS_NOT_ENABLED,
          "OrganizationNotInAllFeaturesModeException",
          "CloudTrailAccessNotEnabledException",
          "NoManagementAccountSLRExistsException");
    }

    private void keysAndRights() {
      add(
          Meaning.FINAL,
          KMS_KEY_UNUSABLE,
          "InsufficientEncryptionPolicyException",
          "KmsKeyNotFoundException",
          "KmsKeyDisabledException",
          "KmsException",
          "InvalidKmsKeyIdException",
          "KMS.NotFoundException",
          "KMS.DisabledException",
          "KMS.KMSInvalidStateException");
      add(
          Meaning.FINAL,
          ACCESS_DENIED,
          "AccessDenied",
          "AccessDeniedException",
          "AuthorizationError",
          "AuthorizationErrorException",
          "UnauthorizedOperation",
          "InsufficientDependencyServiceAccessPermissionException",
          "AllAccessDisabled",
          "403");
    }

    private void add(Meaning meaning, FindingCode finding, String... codes) {
      for (String code : codes) {
        if (rows.put(code, new Row(meaning, finding)) != null) {
          throw new IllegalStateException("two rows for the code " + code);
        }
      }
    }
  }
}
