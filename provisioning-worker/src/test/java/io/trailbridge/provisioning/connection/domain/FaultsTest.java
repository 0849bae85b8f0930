package io.trailbridge.provisioning.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.provisioning.connection.domain.Verdict.Done;
import io.trailbridge.provisioning.connection.domain.Verdict.GiveUp;
import io.trailbridge.provisioning.connection.domain.Verdict.TryLater;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest {

  /** The whole table, written a second time: what is done, its finding, the codes. */
  private static final String ROWS =
      """
      done | - | 404 NoSuchBucket NoSuchKey NoSuchTagSet NoSuchBucketPolicy NoSuchLifecycleConfiguration
      done | - | NoSuchPublicAccessBlockConfiguration NoSuchUpload OwnershipControlsNotFoundError
      done | - | ServerSideEncryptionConfigurationNotFoundError NoSuchEntity NotFound NotFoundException
      done | - | ResourceNotFound ResourceNotFoundException TrailNotFoundException
      done | - | AWS.SimpleQueueService.NonExistentQueue QueueDoesNotExist
      SETTLING | DELIVERY_REFUSED | InsufficientS3BucketPolicyException
      SETTLING | DELIVERY_REFUSED | InsufficientSnsTopicPolicyException S3BucketDoesNotExistException
      SETTLING | RESOURCE_BUSY | OperationAborted OperationAbortedException ConflictException
      SETTLING | RESOURCE_BUSY | ConcurrentModification ConcurrentModificationException
      SETTLING | RESOURCE_BUSY | ResourceInUseException
      SETTLING | BUCKET_NOT_EMPTY | BucketNotEmpty
      SETTLING | QUEUE_DELETED_RECENTLY | AWS.SimpleQueueService.QueueDeletedRecently
      SETTLING | QUEUE_DELETED_RECENTLY | QueueDeletedRecently
      THROTTLED | AWS_UNAVAILABLE | Throttling ThrottlingException Throttled ThrottledException
      THROTTLED | AWS_UNAVAILABLE | TooManyRequestsException RequestLimitExceeded RequestThrottled
      THROTTLED | AWS_UNAVAILABLE | SlowDown 503
      PASSING | AWS_UNAVAILABLE | NoAnswer InternalError InternalErrorException InternalFailure
      PASSING | AWS_UNAVAILABLE | InternalServerError ServiceUnavailable ServiceException
      PASSING | AWS_UNAVAILABLE | RequestTimeout RequestTimeTooSkewed ExpiredToken ExpiredTokenException
      PASSING | AWS_UNAVAILABLE | InvalidToken InvalidClientTokenId UnrecognizedClientException
      PASSING | AWS_UNAVAILABLE | InvalidAccessKeyId SignatureDoesNotMatch
      PASSING | BUCKET_NOT_OURS | BucketAlreadyOwnedByYou
      PASSING | TRAIL_NOT_OURS | TrailAlreadyExistsException
      PASSING | QUEUE_NOT_OURS | QueueAlreadyExists QueueNameExists
      PASSING | FUNCTION_NOT_OURS | EntityAlreadyExists ResourceAlreadyExistsException
      PASSING | RESOURCE_BUSY | ResourceConflictException
      gives up | BUCKET_NAME_TAKEN | BucketAlreadyExists
      gives up | LIMIT_REACHED | TooManyBuckets LimitExceeded LimitExceededException TopicLimitExceeded
      gives up | LIMIT_REACHED | SubscriptionLimitExceeded CodeStorageExceededException
      gives up | REGION_NOT_ENABLED | OptInRequired OptInRequiredException
      gives up | REGION_NOT_ENABLED | RegionDisabledException
      gives up | REGION_MISMATCH | PermanentRedirect AuthorizationHeaderMalformed 301
      gives up | REGION_MISMATCH | IllegalLocationConstraintException
      gives up | TRAIL_LIMIT | MaximumNumberOfTrailsExceededException
      gives up | ORGANIZATION_NOT_MANAGEMENT_ACCOUNT | NotOrganizationMasterAccountException
      gives up | ORGANIZATION_NOT_MANAGEMENT_ACCOUNT | NotOrganizationManagementAccountException
      gives up | ORGANIZATION_NOT_IN_USE | AWSOrganizationsNotInUseException
      gives up | ORGANIZATION_NOT_IN_USE | OrganizationsNotInUseException
      gives up | ORGANIZATION_ACCESS_NOT_ENABLED | OrganizationNotInAllFeaturesModeException
      gives up | ORGANIZATION_ACCESS_NOT_ENABLED | CloudTrailAccessNotEnabledException
      gives up | ORGANIZATION_ACCESS_NOT_ENABLED | NoManagementAccountSLRExistsException
      gives up | KMS_KEY_UNUSABLE | InsufficientEncryptionPolicyException KmsKeyNotFoundException
      gives up | KMS_KEY_UNUSABLE | KmsKeyDisabledException KmsException KMS.NotFoundException
      gives up | KMS_KEY_UNUSABLE | KMS.DisabledException KMS.KMSInvalidStateException
      gives up | KMS_KEY_UNUSABLE | InvalidKmsKeyIdException
      gives up | ACCESS_DENIED | AccessDenied AccessDeniedException AuthorizationError
      gives up | ACCESS_DENIED | AuthorizationErrorException UnauthorizedOperation 403
      gives up | ACCESS_DENIED | InsufficientDependencyServiceAccessPermissionException AllAccessDisabled
      """;

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void shouldJudgeEveryRowOfTheTable(String code, String verdict) {
    // Given
    Fault fault = new Fault("s3:PutBucketPolicy", "arn:aws:s3:::b", code, 400, "");

    // When
    Verdict judged = Faults.judge(fault);

    // Then
    assertThat(spelled(judged)).isEqualTo(verdict);
    assertThat(remedy(judged)).endsWith(".").hasSizeGreaterThan(20);
  }

  static Stream<Arguments> rows() {
    return ROWS.lines()
        .map(line -> line.split(" \\| "))
        .flatMap(
            row ->
                Arrays.stream(row[2].split(" "))
                    .map(
                        code ->
                            Arguments.of(
                                code, row[0].equals("done") ? "done" : row[0] + " " + row[1])));
  }

  @Test
  void shouldHaveATestForEveryCode() {
    assertThat(rows().map(row -> (String) row.get()[0]).toList())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(Faults.knownCodes());
  }

  @ParameterizedTest
  @CsvSource({
    "sts:AssumeRole, AccessDenied, 403, '', SETTLING ROLE_NOT_ASSUMABLE",
    "sts:AssumeRole, InvalidClientTokenId, 403, '', PASSING AWS_UNAVAILABLE",
    "lambda:CreateFunction, InvalidParameterValueException, 400,"
        + " 'The role defined for the function cannot be assumed by Lambda.',"
        + " SETTLING FORWARDER_ROLE_UNUSABLE",
    "lambda:CreateEventSourceMapping, InvalidParameterValueException, 400,"
        + " 'The function execution role does not have permissions to call ReceiveMessage on SQS',"
        + " SETTLING FORWARDER_ROLE_UNUSABLE",
    "lambda:CreateFunction, InvalidParameterValueException, 400,"
        + " 'Lambda was unable to configure access to your environment variables because the KMS"
        + " key is invalid', gives up KMS_KEY_UNUSABLE",
    "lambda:CreateFunction, InvalidParameterValueException, 400, 'Unknown runtime',"
        + " gives up UNEXPECTED_ANSWER",
    "lambda:CreateFunction, ResourceConflictException, 409, 'Function already exist',"
        + " PASSING FUNCTION_NOT_OURS",
    "lambda:CreateEventSourceMapping, ResourceConflictException, 409, '',"
        + " PASSING FUNCTION_NOT_OURS",
    "lambda:UpdateFunctionCode, ResourceConflictException, 409,"
        + " 'An update is in progress for resource', PASSING RESOURCE_BUSY",
    "lambda:DeleteFunction, ResourceConflictException, 409, '', PASSING RESOURCE_BUSY",
    "sns:CreateTopic, InvalidParameter, 400,"
        + " 'Topic already exists with different tags', PASSING TOPIC_NOT_OURS",
    "sns:CreateTopic, InvalidParameter, 400, 'Invalid name', gives up UNEXPECTED_ANSWER",
    "sns:Subscribe, SomethingNew, 400, '', gives up UNEXPECTED_ANSWER",
    "sns:Subscribe, SomethingNew, 502, '', PASSING AWS_UNAVAILABLE"
  })
  void shouldLookAtTheWordsWhereTheCodeDoesNotDecide(
      String action, String code, int status, String words, String verdict) {
    assertThat(spelled(Faults.judge(new Fault(action, null, code, status, words))))
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "s3:CreateBucket, InvalidToken, SETTLING REGION_NOT_ENABLED",
    "s3:CreateBucket, InvalidAccessKeyId, SETTLING REGION_NOT_ENABLED",
    "sns:CreateTopic, InvalidClientTokenId, SETTLING REGION_NOT_ENABLED",
    "cloudtrail:CreateTrail, UnrecognizedClientException, SETTLING REGION_NOT_ENABLED",
    "cloudtrail:CreateTrail, ExpiredTokenException, PASSING AWS_UNAVAILABLE",
    "cloudtrail:CreateTrail, ThrottlingException, THROTTLED AWS_UNAVAILABLE",
    "cloudtrail:CreateTrail, TrailNotFoundException, done",
    "sts:AssumeRole, InvalidClientTokenId, PASSING AWS_UNAVAILABLE",
    "iam:GetRole, InvalidClientTokenId, PASSING AWS_UNAVAILABLE",
    "organizations:DescribeOrganization, UnrecognizedClientException, PASSING AWS_UNAVAILABLE"
  })
  void shouldTellARegionThatKnowsNoNewSession(String action, String code, String verdict) {
    assertThat(spelled(Faults.judgeOfNewSession(new Fault(action, null, code, 403, ""))))
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "s3:ListBucket, 403, '', SETTLING ACCESS_DENIED",
    "cloudtrail:CreateTrail, AccessDeniedException, 'because no identity-based policy allows it',"
        + " SETTLING ACCESS_DENIED",
    "cloudtrail:CreateTrail, AccessDeniedException,"
        + " 'with an explicit deny in a service control policy', gives up ACCESS_DENIED",
    "s3:GetObject, AccessDenied, 'not authorized to perform: kms:Decrypt',"
        + " gives up KMS_KEY_UNUSABLE",
    "sts:AssumeRole, AccessDenied, '', SETTLING ROLE_NOT_ASSUMABLE",
    "cloudtrail:CreateTrail, MaximumNumberOfTrailsExceededException, '', gives up TRAIL_LIMIT"
  })
  void shouldWaitForThePolicyOfANewRole(String action, String code, String words, String verdict) {
    assertThat(spelled(Faults.judgeOfNewRole(new Fault(action, null, code, 403, words))))
        .isEqualTo(verdict);
  }

  @Test
  void shouldTakeWhatTheServerGotWrongForPassing() {
    // Given
    Fault fault = new Fault("s3:GetObject", null, "Whatever", 500, "");

    // When / Then
    assertThat(spelled(Faults.judge(fault))).isEqualTo("PASSING AWS_UNAVAILABLE");
    assertThat(spelled(Faults.judge(Fault.unanswered("s3:GetObject", null))))
        .isEqualTo("PASSING AWS_UNAVAILABLE");
  }

  @Test
  void shouldTellTheKeyFromTheBucket() {
    // Given
    Fault fault =
        new Fault(
            "s3:GetObject", null, "AccessDenied", 403, "not authorized to perform: kms:Decrypt");

    // When / Then
    assertThat(spelled(Faults.judge(fault))).isEqualTo("gives up KMS_KEY_UNUSABLE");
  }

  @Test
  void shouldWaitForADestinationThatS3CannotValidateYet() {
    // Given
    Fault fault =
        new Fault(
            "s3:PutBucketNotification",
            null,
            "InvalidArgument",
            400,
            "Unable to validate the following destination configurations");

    // When / Then
    assertThat(spelled(Faults.judge(fault))).isEqualTo("SETTLING DELIVERY_REFUSED");
  }

  @Test
  void shouldTellAnotherReceiverOfTheSameKeys() {
    // Given
    Fault fault =
        new Fault(
            "s3:PutBucketNotification",
            null,
            "InvalidArgument",
            400,
            "Configurations overlap. Configurations on the same bucket cannot share a common event"
                + " type with overlapping suffixes.");

    // When / Then
    assertThat(spelled(Faults.judge(fault))).isEqualTo("gives up NOTIFICATION_CONFLICT");
  }

  @Test
  void shouldTellTheCustomerWhatWasBeingDoneAndWhatToDo() {
    // Given
    Fault fault = new Fault("s3:PutBucketPolicy", "arn:aws:s3:::b", "AccessDenied", 403, "secret");

    // When
    var finding = ((GiveUp) Faults.judge(fault)).finding();

    // Then
    assertThat(finding.message()).contains("s3:PutBucketPolicy").contains("AccessDenied");
    assertThat(finding.message()).doesNotContain("secret");
    assertThat(finding.resource()).isEqualTo("arn:aws:s3:::b");
  }

  @Test
  void shouldHaveASentenceForEveryFinding() {
    assertThat(Arrays.asList(FindingCode.values()))
        .allMatch(it -> it.message().endsWith("."))
        .allMatch(it -> it.remedy().endsWith("."));
  }

  private static String remedy(Verdict verdict) {
    return switch (verdict) {
      case Done _ -> "Nothing is to be done about it.";
      case TryLater later -> later.finding().remedy();
      case GiveUp give -> give.finding().remedy();
    };
  }

  private static String spelled(Verdict verdict) {
    return switch (verdict) {
      case Done _ -> "done";
      case TryLater later -> later.cause() + " " + later.finding().code();
      case GiveUp give -> "gives up " + give.finding().code();
    };
  }
}
