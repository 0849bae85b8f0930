package io.trailbridge.provisioning.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoliciesTest {
  private static final ConnectionId CONNECTION =
      ConnectionId.of("0190f7c2-0000-7000-8000-000000000001");
  private static final String NAME = "trailbridge-0190f7c2000070008000000000000001";

  private static final Organization ORGANIZATION =
      new Organization("o-abcdefghij", new AccountId("222222222222"));

  @ParameterizedTest
  @EnumSource(Partition.class)
  void shouldBuildEveryArnFromThePartition(Partition partition) {
    // Given
    ResourceNames names = names(partition);

    // When
    String policy =
        PolicyDocument.empty().merged(Policies.bucket(names, ORGANIZATION)).json().toString();

    // Then
    assertThat(policy).contains("arn:" + partition.id() + ":s3:::" + NAME + "/AWSLogs/");
    assertThat(names.topicArn().value())
        .isEqualTo("arn:" + partition.id() + ":sns:eu-central-1:222222222222:" + NAME);
    assertThat(names.trailArn().value())
        .isEqualTo("arn:" + partition.id() + ":cloudtrail:eu-central-1:222222222222:trail/" + NAME);
    if (partition != Partition.AWS) {
      assertThat(policy).doesNotContain("arn:aws:");
    }
  }

  @Test
  void shouldLetAnOrganizationsTrailWriteToBothPaths() {
    // Given
    ResourceNames names = names(Partition.AWS);

    // When
    Statement single = Policies.bucket(names, null).get(1);
    Statement organization = Policies.bucket(names, ORGANIZATION).get(1);

    // Then
    assertThat(single.json())
        .containsEntry("Resource", List.of("arn:aws:s3:::" + NAME + "/AWSLogs/222222222222/*"));
    assertThat(organization.json())
        .containsEntry(
            "Resource",
            List.of(
                "arn:aws:s3:::" + NAME + "/AWSLogs/222222222222/*",
                "arn:aws:s3:::" + NAME + "/AWSLogs/o-abcdefghij/*"));
  }

  @Test
  void shouldKeepStatementsOfOthersInTheirPlace() {
    // Given
    List<Statement> ours = Policies.topic(names(Partition.AWS), names(Partition.AWS).bucketArn());
    Map<String, Object> theirs = Map.of("Sid", "Theirs", "Effect", "Allow");
    Map<String, Object> outdated =
        Map.of("Sid", String.valueOf(ours.getFirst().sid()), "Effect", "Deny");
    PolicyDocument found =
        PolicyDocument.from(
            Map.of("Version", "2008-10-17", "Id", "x", "Statement", List.of(outdated, theirs)));

    // When
    PolicyDocument merged = found.merged(ours);

    // Then
    assertThat(found.holds(ours)).isFalse();
    assertThat(merged.holds(ours)).isTrue();
    assertThat(merged.statements()).containsExactly(ours.getFirst(), Statement.of(theirs));
    assertThat(merged.json()).containsEntry("Version", "2008-10-17").containsEntry("Id", "x");
    assertThat(merged.merged(ours)).isEqualTo(merged);
  }

  @Test
  void shouldSeeThroughAwssOwnSpelling() {
    // Given
    Statement ours =
        Statement.of(
            Map.of(
                "Sid", "S",
                "Action", List.of("s3:PutObject"),
                "Resource", List.of("a", "b"),
                "Principal", "*",
                "Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false"))));
    Statement givenBack =
        Statement.of(
            Map.of(
                "Sid", "S",
                "Action", "s3:PutObject",
                "Resource", List.of("b", "a"),
                "Principal", Map.of("AWS", "*"),
                "Condition", Map.of("Bool", Map.of("aws:SecureTransport", List.of(false)))));
    Statement wider =
        Statement.of(
            Map.of(
                "Sid",
                "S",
                "Action",
                "s3:PutObject",
                "Resource",
                List.of("b", "a"),
                "Principal",
                Map.of("AWS", "*")));

    // When / Then
    assertThat(ours.meansTheSameAs(givenBack)).isTrue();
    assertThat(ours.meansTheSameAs(wider)).isFalse();
  }

  @Test
  void shouldTakeAPolicyWithASingleStatementOutsideOfAList() {
    // When
    PolicyDocument found = PolicyDocument.from(Map.of("Statement", Map.of("Sid", "One")));

    // Then
    assertThat(found.statements()).hasSize(1);
  }

  private static ResourceNames names(Partition partition) {
    return new ResourceNames(
        CONNECTION, partition, new AccountId("222222222222"), new AwsRegion("eu-central-1"));
  }
}
