package io.trailbridge.provisioning.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.provisioning.connection.domain.Verdict.Done;
import io.trailbridge.provisioning.connection.domain.Verdict.GiveUp;
import io.trailbridge.provisioning.connection.domain.Verdict.TryLater;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

  @ParameterizedTest
  @CsvSource({
    "s3:ListBucket, 404, done",
    "s3:GetBucketTagging, NoSuchTagSet, done",
    "s3:GetObject, NoSuchKey, done",
    "sns:GetTopicAttributes, NotFound, done",
    "sns:ListTagsForResource, ResourceNotFound, done",
    "cloudtrail:DeleteTrail, TrailNotFoundException, done",
    "sts:AssumeRole, AccessDenied, SETTLING ROLE_NOT_ASSUMABLE",
    "s3:PutBucketPolicy, OperationAborted, SETTLING DELIVERY_REFUSED",
    "cloudtrail:CreateTrail, InsufficientS3BucketPolicyException, SETTLING DELIVERY_REFUSED",
    "s3:CreateBucket, BucketAlreadyOwnedByYou, PASSING BUCKET_NOT_OURS",
    "cloudtrail:CreateTrail, TrailAlreadyExistsException, PASSING TRAIL_NOT_OURS",
    "sns:Subscribe, Throttling, THROTTLED AWS_UNAVAILABLE",
    "organizations:DescribeOrganization, TooManyRequestsException, THROTTLED AWS_UNAVAILABLE",
    "s3:GetObject, SlowDown, THROTTLED AWS_UNAVAILABLE",
    "s3:GetObject, InternalError, PASSING AWS_UNAVAILABLE",
    "s3:GetObject, ExpiredToken, PASSING AWS_UNAVAILABLE",
    "sts:AssumeRole, InvalidClientTokenId, PASSING AWS_UNAVAILABLE",
    "s3:CreateBucket, BucketAlreadyExists, gives up BUCKET_NAME_TAKEN",
    "s3:CreateBucket, TooManyBuckets, gives up LIMIT_REACHED",
    "cloudtrail:CreateTrail, MaximumNumberOfTrailsExceededException, gives up TRAIL_LIMIT",
    "cloudtrail:CreateTrail, NotOrganizationMasterAccountException,"
        + " gives up ORGANIZATION_NOT_MANAGEMENT_ACCOUNT",
    "cloudtrail:CreateTrail, CloudTrailAccessNotEnabledException,"
        + " gives up ORGANIZATION_ACCESS_NOT_ENABLED",
    "organizations:DescribeOrganization, AWSOrganizationsNotInUseException,"
        + " gives up ORGANIZATION_NOT_IN_USE",
    "cloudtrail:CreateTrail, KmsKeyNotFoundException, gives up KMS_KEY_UNUSABLE",
    "s3:PutBucketPolicy, AccessDenied, gives up ACCESS_DENIED",
    "s3:ListBucket, 403, gives up ACCESS_DENIED",
    "sns:Subscribe, SomethingNew, gives up UNEXPECTED_ANSWER"
  })
  void shouldJudgeEveryKnownCode(String action, String code, String verdict) {
    // Given
    Fault fault = new Fault(action, "arn:aws:s3:::b", code, 400, "");

    // When
    Verdict judged = Faults.judge(fault);

    // Then
    assertThat(spelled(judged)).isEqualTo(verdict);
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

  private static String spelled(Verdict verdict) {
    return switch (verdict) {
      case Done _ -> "done";
      case TryLater later -> later.cause() + " " + later.finding().code();
      case GiveUp give -> "gives up " + give.finding().code();
    };
  }
}
