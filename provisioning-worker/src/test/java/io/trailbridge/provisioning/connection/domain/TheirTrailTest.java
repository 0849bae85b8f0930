package io.trailbridge.provisioning.connection.domain;

import static io.trailbridge.provisioning.connection.domain.FindingCode.REGION_MISMATCH;
import static io.trailbridge.provisioning.connection.domain.FindingCode.TOPIC_ELSEWHERE;
import static io.trailbridge.provisioning.connection.domain.FindingCode.TOPIC_NEEDED;
import static io.trailbridge.provisioning.connection.domain.FindingCode.TRAIL_NOT_ORGANIZATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TheirTrailTest {
  private static final AccountId ACCOUNT = new AccountId("222222222222");
  private static final AccountId ARCHIVE = new AccountId("333333333333");
  private static final ConnectionId CONNECTION =
      new ConnectionId(UUID.fromString("0190f7c2-aaaa-7bbb-8ccc-0123456789ab"));
  private static final ResourceNames NAMES = names(Partition.AWS);
  private static final Arn TRAIL =
      new Arn("arn:aws:cloudtrail:us-east-1:222222222222:trail/theirs");
  private static final Arn THEIRS = new Arn("arn:aws:sns:eu-central-1:222222222222:theirs");
  private static final Arn NAMED = new Arn("arn:aws:sns:eu-central-1:333333333333:named");

  @ParameterizedTest
  @MethodSource("topics")
  void shouldTakeTheNamedTopicElseTheTrailsElseOneOfOurs(
      @Nullable Arn named, @Nullable Arn trails, Arn taken) {
    // When
    LogPlace place =
        new TheirTrail("logs", "audit", trails, false).place(NAMES, wanted(named, null));

    // Then
    assertThat(place.topic()).isEqualTo(taken);
    assertThat(place.owner()).isEqualTo(ACCOUNT);
    assertThat(place.logFiles().prefix()).isEqualTo("audit/AWSLogs/");
    assertThat(place.bucketAndPrefix().value()).isEqualTo("arn:aws:s3:::logs/audit");
  }

  static Stream<Arguments> topics() {
    return Stream.of(
        Arguments.of(NAMED, THEIRS, NAMED),
        Arguments.of(null, THEIRS, THEIRS),
        Arguments.of(null, null, NAMES.topicArn()));
  }

  @Test
  void shouldObjectToWhatCannotServe() {
    // Given
    TheirTrail plain = new TheirTrail("logs", "", null, false);
    Arn elsewhere = new Arn("arn:aws:sns:us-east-1:222222222222:theirs");

    // When / Then
    assertThat(plain.objection(NAMES, wanted(null, null), false)).isEmpty();
    assertThat(plain.objection(NAMES, wanted(NAMED, ARCHIVE), false)).isEmpty();
    assertThat(plain.objection(NAMES, wanted(null, null), true)).hasValue(TRAIL_NOT_ORGANIZATIONS);
    assertThat(plain.objection(NAMES, wanted(null, ARCHIVE), false)).hasValue(TOPIC_NEEDED);
    assertThat(plain.objection(NAMES, wanted(elsewhere, null), false)).hasValue(REGION_MISMATCH);
    assertThat(plain.objection(NAMES, wanted(NAMED, null), false)).hasValue(TOPIC_ELSEWHERE);
  }

  @ParameterizedTest
  @EnumSource(Partition.class)
  void shouldAskForRightsInThePartitionAlone(Partition partition) {
    // Given
    ResourceNames names = names(partition);
    LogPlace place = new TheirTrail("logs", "", null, false).place(names, wanted(null, null));
    Arn role = Arn.of(partition, "iam", "", "222222222222", "role/access");

    // When
    String asked =
        PolicyDocument.empty()
            .merged(Grants.reader(names, place, role))
            .merged(Grants.subscriber(names, place, role))
            .merged(Grants.keyUser(names, role, names.trailArn()))
            .json()
            .toString();

    // Then
    assertThat(asked)
        .contains("arn:" + partition.id() + ":s3:::logs/AWSLogs/*")
        .contains("arn:" + partition.id() + ":iam::222222222222:role/access")
        .contains("arn:" + partition.id() + ":cloudtrail:eu-central-1:222222222222:trail/");
    if (partition != Partition.AWS) {
      assertThat(asked).doesNotContain("arn:aws:");
    }
  }

  private static Resources.Existing wanted(@Nullable Arn topic, @Nullable AccountId owner) {
    return new Resources.Existing(TRAIL, topic, null, owner);
  }

  private static ResourceNames names(Partition partition) {
    return new ResourceNames(CONNECTION, partition, ACCOUNT, new AwsRegion("eu-central-1"));
  }
}
