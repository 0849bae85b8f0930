package io.trailbridge.ingestion.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailbridge.testbed.cloudtrail.LogEvent;
import io.trailbridge.testbed.cloudtrail.LogFile;
import io.trailbridge.testbed.cloudtrail.LogFileGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Realistic events of every kind that a busy company makes. */
class GeneratedEventsTest {
  private static final Instant DELIVERED = Instant.parse("2026-03-01T00:05:00Z");
  private static final LogFile FILE =
      new LogFileGenerator(20260301).next("222222222222", "eu-west-1", DELIVERED, 2000);

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldBeValidForTheSchema() {
    OcsfSchema schema = new OcsfSchema(OcsfData.required());
    List<JsonNode> events = Mapped.events(FILE.gzip());
    for (int i = 0; i < events.size(); i++) {
      String record = FILE.events().get(i).json();
      assertThat(schema.problems(events.get(i))).as("%s", record).isEmpty();
    }
  }

  @Test
  void shouldKeepEveryValueThatCloudTrailWrote() throws IOException {
    // Given
    List<JsonNode> events = Mapped.events(FILE.gzip());
    for (int i = 0; i < events.size(); i++) {
      LogEvent record = FILE.events().get(i);

      // When
      Set<String> written = values(events.get(i));

      // Then
      assertThat(written).as("%s", record.json()).containsAll(values(JSON.readTree(record.json())));
    }
  }

  /** The text of every value, also of those in JSON that stands inside a text. */
  private static Set<String> values(JsonNode node) throws IOException {
    Set<String> values = new HashSet<>();
    if (node.isContainerNode()) {
      for (JsonNode inner : node) {
        values.addAll(values(inner));
      }
    } else if (node.asText().startsWith("{") || node.asText().startsWith("[{")) {
      values.addAll(values(JSON.readTree(node.asText())));
    } else if (!node.isNull()) {
      // UTC is written in two ways, and so is whether a factor was used.
      String text = node.asText().replaceFirst("(:\\d\\d)(Z|\\+00:00)$", "$1");
      values.add(text.replaceFirst("^Yes$", "true").replaceFirst("^No$", "false"));
    }
    return values;
  }
}
