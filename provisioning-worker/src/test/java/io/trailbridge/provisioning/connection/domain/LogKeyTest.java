package io.trailbridge.provisioning.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.AwsRegion;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogKeyTest {
  private static final String FILE = "/2026/11/23/222222222222_CloudTrail_eu-central-1_x.json.gz";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWSLogs/222222222222/CloudTrail/eu-central-1",
        "AWSLogs/222222222222/CloudTrail-NetworkActivity/eu-central-1",
        "AWSLogs/o-abcdefghij/222222222222/CloudTrail/eu-central-1",
        "team/AWSLogs/222222222222/CloudTrail/eu-central-1",
        "AWSLogs/999999999999/AWSLogs/o-abcdefghij/222222222222/CloudTrail/eu-central-1",
      })
  void shouldReadAKeyFromTheRight(String folder) {
    assertThat(LogKey.parse(folder + FILE))
        .contains(new LogKey(new AccountId("222222222222"), "eu-central-1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWSLogs/222222222222/CloudTrail-Digest/eu-central-1/2026/11/23/x.json.gz",
        "AWSLogs/222222222222/CloudTrail-Insight/eu-central-1/2026/11/23/x.json.gz",
        "AWSLogs/222222222222/CloudTrail-Aggregated/eu-central-1/2026/11/23/x.json.gz",
        "AWSLogs/22222222222/CloudTrail/eu-central-1/2026/11/23/x.json.gz",
        "AWSLogs/222222222222/CloudTrail/eu-central-1/2026/11/23/x.json",
        "AWSLogs/222222222222/CloudTrail/eu-central-1/2026/11/x.json.gz",
        "elsewhere/x.json.gz",
        "",
      })
  void shouldTakeNothingElseForALogFile(String key) {
    assertThat(LogKey.parse(key)).isEmpty();
  }

  @Test
  void shouldListADayMoreWhereTheSlackReachesOverMidnight() {
    // Given
    LogSlice slice =
        new LogSlice(
            new AccountId("222222222222"),
            new AwsRegion("eu-central-1"),
            Instant.parse("2026-11-23T01:00:00Z"),
            Instant.parse("2026-11-23T22:00:00Z"));

    // When / Then
    assertThat(slice.prefixes(LogFolder.root("")))
        .containsExactly(
            "AWSLogs/222222222222/CloudTrail/eu-central-1/2026/11/22/",
            "AWSLogs/222222222222/CloudTrail/eu-central-1/2026/11/23/");
    assertThat(slice.prefixes(LogFolder.root("team").organization("o-abcdefghij")))
        .containsExactly(
            "team/AWSLogs/o-abcdefghij/222222222222/CloudTrail/eu-central-1/2026/11/22/",
            "team/AWSLogs/o-abcdefghij/222222222222/CloudTrail/eu-central-1/2026/11/23/");
    String region = slice.networkActivity(LogFolder.root("team"));
    assertThat(region)
        .isEqualTo("team/AWSLogs/222222222222/CloudTrail-NetworkActivity/eu-central-1");
    assertThat(slice.days(new LogFolder(region + "/")))
        .containsExactly(region + "/2026/11/22/", region + "/2026/11/23/");
  }

  @Test
  void shouldTellWhoseAFolderIs() {
    // Given
    LogFolder organization = LogFolder.root("team").organization("o-abcdefghij");

    // When / Then
    assertThat(new LogFolder(organization.prefix() + "222222222222/").account())
        .contains(new AccountId("222222222222"));
    assertThat(new LogFolder("222222222222/").account()).isPresent();
    assertThat(organization.account()).isEmpty();
    assertThat(new LogFolder("/").account()).isEmpty();
    assertThat(organization.prefix()).startsWith(LogFolder.root("team").organizations());
  }

  @Test
  void shouldGoByLastModifiedWithTwoHoursOfSlack() {
    // Given
    Instant from = Instant.parse("2026-11-23T10:00:00Z");
    Instant to = Instant.parse("2026-11-23T11:00:00Z");
    LogSlice slice =
        new LogSlice(new AccountId("222222222222"), new AwsRegion("eu-central-1"), from, to);

    // When / Then
    assertThat(slice.contains(from.minusSeconds(7200))).isTrue();
    assertThat(slice.contains(from.minusSeconds(7201))).isFalse();
    assertThat(slice.contains(to.plusSeconds(7199))).isTrue();
    assertThat(slice.contains(to.plusSeconds(7200))).isFalse();
  }

  @Test
  void shouldSeeWhichFiltersMeetTheSameKeys() {
    // Given
    KeyFilter ours = KeyFilter.logFiles("");

    // When / Then
    assertThat(ours.overlaps(new KeyFilter("", ""))).isTrue();
    assertThat(ours.overlaps(new KeyFilter("AWSLogs/222222222222/", ".gz"))).isTrue();
    assertThat(ours.overlaps(new KeyFilter("images/", ""))).isFalse();
    assertThat(ours.overlaps(new KeyFilter("AWSLogs/", ".txt"))).isFalse();
  }
}
