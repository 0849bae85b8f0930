package io.trailbridge.testbed.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class LogFileGeneratorTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:05:00Z");

  @Test
  void shouldWriteRecordsAsCloudTrailDoes() throws IOException {
    // When
    LogFile file = new LogFileGenerator(7).next("222222222222", "eu-central-1", AT, 2000);

    // Then
    Set<String> names = new HashSet<>();
    JsonNode records =
        new ObjectMapper()
            .readTree(new GZIPInputStream(new ByteArrayInputStream(file.gzip())))
            .path("Records");
    assertThat(records).hasSize(2000);
    for (int i = 0; i < records.size(); i++) {
      JsonNode event = records.get(i);
      assertThat(event.path("eventID").asText()).isEqualTo(file.eventIds().get(i));
      assertThat(event.path("recipientAccountId").asText()).isEqualTo("222222222222");
      assertThat(event.path("awsRegion").asText()).isEqualTo("eu-central-1");
      assertThat(Instant.parse(event.path("eventTime").asText()))
          .isBetween(AT.minusSeconds(300), AT);
      assertThat(event.path("userIdentity").isObject()).isTrue();
      names.add(event.path("eventName").asText());
    }
    assertThat(names)
        .contains(
            "GetObject",
            "Decrypt",
            "AssumeRole",
            "ConsoleLogin",
            "RunInstances",
            "RotateKey",
            "Invoke");
    assertThat(file.path())
        .startsWith(
            "222222222222/CloudTrail/eu-central-1/2026/03/01/222222222222_CloudTrail_eu-central-1_20260301T1205Z_")
        .endsWith(".json.gz");
  }

  @Test
  void shouldMakeTheSameFilesOfTheSameSeed() {
    // Given
    LogFileGenerator one = new LogFileGenerator(7);
    LogFileGenerator two = new LogFileGenerator(7);

    // When
    LogFile first = one.next("222222222222", "eu-central-1", AT, 50);

    // Then
    assertThat(two.next("222222222222", "eu-central-1", AT, 50)).isEqualTo(first);
    assertThat(one.next("222222222222", "eu-central-1", AT, 50).eventIds())
        .doesNotContainAnyElementsOf(first.eventIds());
  }

  @Test
  void shouldDeliverTheSameEventsUnderAnotherName() {
    // Given
    LogFile file = new LogFileGenerator(7).next("222222222222", "eu-central-1", AT, 5);

    // When
    LogFile again = file.again("other");

    // Then
    assertThat(again.eventIds()).isEqualTo(file.eventIds());
    assertThat(again.path()).isNotEqualTo(file.path());
  }
}
