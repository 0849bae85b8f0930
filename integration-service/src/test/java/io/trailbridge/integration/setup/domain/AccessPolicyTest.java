package io.trailbridge.integration.setup.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.Partition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {
  /** For these AWS's service authorization reference names no resource type. */
  private static final Set<String> WITHOUT_RESOURCE =
      Set.of(
          "cloudtrail:DescribeTrails",
          "lambda:CreateEventSourceMapping",
          "lambda:ListEventSourceMappings",
          "logs:DescribeLogGroups",
          "organizations:DescribeOrganization",
          "organizations:EnableAWSServiceAccess",
          "organizations:ListAWSServiceAccessForOrganization",
          "organizations:ListDelegatedAdministrators",
          "organizations:ListAccounts",
          "sts:GetCallerIdentity");

  /** These have one, but AWS makes up its id: the condition names the function. */
  private static final String MAPPING = "LambdaMapping";

  static Stream<PolicyScope> scopes() {
    return Scopes.all().values().stream();
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void shouldNameResourcesWhereverAwsLetsItsActions(PolicyScope scope) {
    // When
    List<PolicyStatement> wide =
        Stream.of(
                AccessPolicy.of(scope),
                ForwarderPolicy.of(scope),
                RunnerPolicy.of(Partition.AWS, true))
            .flatMap(policy -> policy.statements().stream())
            .filter(statement -> statement.resources().contains("*"))
            .filter(statement -> !statement.sid().equals(MAPPING))
            .toList();

    // Then
    assertThat(wide).flatExtracting(PolicyStatement::actions).isSubsetOf(WITHOUT_RESOURCE);
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void shouldFitIntoARoleAndOnOneLine(PolicyScope scope) {
    // When
    String json = AccessPolicy.of(scope).json();

    // Then: what AWS takes, and what the script takes for a policy
    assertThat(json)
        .hasSizeLessThan(10_240)
        .matches(
            "[{]\"Version\":\"2012-10-17\",\"Statement\":\\[[\\]\\[A-Za-z0-9{}\",:*._/+=@$-]+\\][}]");
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void shouldNeverGrantToChangeAccess(PolicyScope scope) {
    // When
    Set<String> actions = actions(scope);

    // Then
    assertThat(actions)
        .allMatch(action -> action.matches("[a-z0-9]+:[A-Za-z]+"))
        .noneMatch(
            action ->
                action.startsWith("iam:")
                    && !action.matches("iam:(PassRole|GetRole|SimulatePrincipalPolicy)"))
        .noneMatch(action -> action.startsWith("kms:Put") || action.startsWith("sts:"));
  }

  @Test
  void shouldReadLogFilesForPullAlone() {
    // Given
    Resources ours = new Resources.New(null, 90);

    // Then
    assertThat(actions(Scopes.scope(false, ours, Delivery.PULL)))
        .contains("s3:GetObject", "s3:ListBucket")
        .doesNotContain("iam:PassRole", "lambda:CreateFunction");
    assertThat(actions(Scopes.scope(false, ours, Delivery.PUSH)))
        .doesNotContain("s3:GetObject", "kms:Decrypt", "sns:ConfirmSubscription")
        .contains("iam:PassRole", "lambda:CreateFunction");
  }

  /** GetObject has no prefix: else S3 would say of a file that is gone that it is refused. */
  @ParameterizedTest
  @MethodSource("scopes")
  void shouldTellAFileThatIsGoneFromOneThatIsRefused(PolicyScope scope) {
    // When
    PolicyDocument reader = scope.pull() ? AccessPolicy.of(scope) : ForwarderPolicy.of(scope);

    // Then
    assertThat(reader.statements())
        .filteredOn(statement -> statement.actions().contains("s3:ListBucket"))
        .singleElement()
        .extracting(PolicyStatement::condition)
        .extracting("operator")
        .isEqualTo("StringLikeIfExists");
  }

  @Test
  void shouldListNoLogFilesForPush() {
    // Given
    PolicyDocument push =
        AccessPolicy.of(Scopes.scope(false, new Resources.New(null, 90), Delivery.PUSH));

    // When
    List<PolicyStatement> listing =
        push.statements().stream()
            .filter(statement -> statement.actions().contains("s3:ListBucket"))
            .toList();

    // Then
    assertThat(listing)
        .singleElement()
        .extracting(PolicyStatement::condition)
        .isEqualTo(new PolicyStatement.PolicyCondition("Null", "s3:prefix", List.of("true")));
  }

  @Test
  void shouldNeverTouchATrailOfTheCustomers() {
    // Given
    PolicyScope existing = Scopes.all().get("EXISTING, PULL, at the first set-up");

    // Then
    assertThat(actions(existing))
        .noneMatch(
            action ->
                action.matches(
                    "cloudtrail:(Create|Update|Delete|Start|Stop|Put|Add|Remove).*|s3:(Create|Delete|PutBucketPolicy|PutEnc).*"));
  }

  @Test
  void shouldWriteNothingIntoABucketOfAnotherAccount() {
    // Given
    PolicyScope archive =
        Scopes.all().get("EXISTING, PULL, bucket in another account, with a KMS key");

    // Then
    assertThat(actions(archive)).noneMatch(action -> action.startsWith("s3:Put"));
    assertThat(AccessPolicy.of(archive).json()).contains("\"s3:ResourceAccount\":\"333333333333\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-gov-west-1", "cn-north-1", "eusc-de-east-1", "eu-central-1"})
  void shouldStayInThePartition(String region) {
    // Given
    String partition = new AwsRegion(region).partition().id();
    PolicyScope scope =
        new PolicyScope(
            Scopes.names(region), true, new Resources.New(null, 90), Delivery.PUSH, List.of());

    // When
    Set<String> resources =
        Stream.of(AccessPolicy.of(scope), ForwarderPolicy.of(scope))
            .flatMap(policy -> policy.statements().stream())
            .flatMap(statement -> statement.resources().stream())
            .filter(resource -> !resource.equals("*"))
            .collect(Collectors.toSet());

    // Then
    assertThat(resources).isNotEmpty().allMatch(arn -> arn.startsWith("arn:" + partition + ":"));
  }

  @Test
  void shouldRefuseATextThatWouldNeedAnEscape() {
    // Given
    PolicyDocument policy =
        new PolicyDocument(
            List.of(PolicyStatement.allow("X", List.of("s3:GetObject"), List.of("arn:\"x"))));

    // Then
    assertThatThrownBy(policy::json).isInstanceOf(IllegalArgumentException.class);
  }

  private static Set<String> actions(PolicyScope scope) {
    return AccessPolicy.of(scope).statements().stream()
        .flatMap(statement -> statement.actions().stream())
        .collect(Collectors.toSet());
  }
}
