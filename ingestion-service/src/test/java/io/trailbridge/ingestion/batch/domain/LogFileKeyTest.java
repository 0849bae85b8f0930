package io.trailbridge.ingestion.batch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.ingestion.batch.domain.LogFileKey.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogFileKeyTest {
  private static final String FILE =
      "222222222222_CloudTrail_eu-west-1_20260301T0005Z_AbCdEfGh12345678.json.gz";
  private static final String TAIL = "222222222222/CloudTrail/eu-west-1/2026/03/01/" + FILE;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWSLogs/" + TAIL,
        "prefix/AWSLogs/" + TAIL,
        "AWSLogs/o-exampleorgid/" + TAIL,
        "a/b/AWSLogs/o-exampleorgid/" + TAIL,
        "AWSLogs/333333333333/CloudTrail/AWSLogs/o-x/" + TAIL,
        "/AWSLogs/" + TAIL
      })
  void shouldReadKeysFromTheRight(String key) {
    // When
    var read = LogFileKey.of(key);

    // Then
    assertThat(read)
        .contains(
            new LogFileKey(
                new AccountId("222222222222"),
                "eu-west-1",
                Kind.LOG,
                Instant.parse("2026-03-01T00:05:00Z")));
    assertThat(LogFileKey.ofObject("s3://bucket/" + key)).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CloudTrail", "CloudTrail-NetworkActivity"})
  void shouldTakeNetworkActivityForEvents(String named) {
    String key =
        "AWSLogs/o-exampleorgid/"
            + TAIL.replace("/CloudTrail/", "/CloudTrail-NetworkActivity/")
                .replace("_CloudTrail_", "_" + named + "_");

    assertThat(LogFileKey.of(key))
        .hasValueSatisfying(
            read -> {
              assertThat(read.kind()).isEqualTo(Kind.NETWORK_ACTIVITY);
              assertThat(read.kind().holdsEvents()).isTrue();
            });
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"DIGEST", "INSIGHT", "AGGREGATED"})
  void shouldTakeNothingElseForEvents(Kind kind) {
    assertThat(kind.holdsEvents()).isFalse();
  }

  @Test
  void shouldTellDigestsInsightsAndSumsFromLogs() {
    String digest =
        "AWSLogs/222222222222/CloudTrail-Digest/eu-west-1/2026/03/01/"
            + "222222222222_CloudTrail-Digest_eu-west-1_trail_eu-west-1_20260301T000512Z.json.gz";
    String insight =
        "AWSLogs/222222222222/CloudTrail-Insight/eu-west-1/2026/03/01/"
            + FILE.replace("CloudTrail", "CloudTrail-Insight");
    String sums = "AWSLogs/" + TAIL.replace("CloudTrail", "CloudTrail-Aggregated");

    assertThat(LogFileKey.of(digest)).map(LogFileKey::kind).contains(Kind.DIGEST);
    assertThat(LogFileKey.of(insight)).map(LogFileKey::kind).contains(Kind.INSIGHT);
    assertThat(LogFileKey.of(sums)).map(LogFileKey::kind).contains(Kind.AGGREGATED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x.json.gz",
        "AWSLogs/22222222222/CloudTrail/eu-west-1/2026/03/01/" + FILE,
        "AWSLogs/333333333333/CloudTrail/eu-west-1/2026/03/01/" + FILE,
        "AWSLogs/222222222222/cloudtrail/eu-west-1/2026/03/01/" + FILE,
        "AWSLogs/222222222222/Config/eu-west-1/2026/03/01/" + FILE,
        "Logs/" + TAIL,
        "AWSLogs/x/" + TAIL,
        TAIL,
        "AWSLogs/" + TAIL + "/",
        "AWSLogs/222222222222/CloudTrail/eu-west-1/2026/03/01/"
            + "222222222222_CloudTrail_eu-west-1_20261301T0005Z_AbCd.json.gz",
        "AWSLogs/222222222222/CloudTrail/eu-west-1/2026/03/01/"
            + "222222222222_CloudTrail-NetworkActivity_eu-west-1_20260301T0005Z_AbCd.json.gz",
        "AWSLogs/222222222222/CloudTrail-Digest/eu-west-1/2026/03/01/"
            + "222222222222_CloudTrail-Insight_eu-west-1_20260301T0005Z_AbCd.json.gz"
      })
  void shouldNotGuess(String key) {
    assertThat(LogFileKey.of(key)).isEmpty();
    assertThat(LogFileKey.ofObject(key)).isEmpty();
  }
}
