package io.trailbridge.ingestion.batch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @Test
  void shouldReadEveryInstantAsTheJdkDoes() {
    var random = new SplittableRandom(11);
    long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    long first = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    for (int i = 0; i < 20_000; i++) {
      Instant instant = Instant.ofEpochSecond(random.nextLong(first, last));
      assertThat(millis(instant.toString())).as("%s", instant).isEqualTo(instant.toEpochMilli());
    }
    Instant precise = Instant.parse("2024-02-29T12:34:56.789Z").truncatedTo(ChronoUnit.MILLIS);
    assertThat(millis(precise.toString())).isEqualTo(precise.toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T00:04:12+00:00,2026-03-01T00:04:12Z",
    "2026-03-01T00:04:12.5-04:00,2026-03-01T04:04:12.500Z",
    "2026-03-01T00:04:12.123456789Z,2026-03-01T00:04:12.123Z",
    "2016-12-31T23:59:60Z,2017-01-01T00:00:00Z",
    "1970-01-01t00:00:00z,1970-01-01T00:00:00Z"
  })
  void shouldReadFractionsOffsetsAndLeapSeconds(String text, Instant instant) {
    assertThat(millis(text)).isEqualTo(instant.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-03-01",
        "2026-03-01T00:04:12",
        "2026-03-01T00:04:12 ",
        "2026-03-01T00:04:12.Z",
        "2026-03-01T00:04:12.5",
        "2026-03-01T00:04:12.1234567890Z",
        "2026-02-29T00:04:12Z",
        "2026-13-01T00:04:12Z",
        "2026-00-01T00:04:12Z",
        "2026-01-32T00:04:12Z",
        "2026-01-00T00:04:12Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:61Z",
        "2026-01-01T00:00:00+24:00",
        "2026-01-01T00:00:00+0000",
        "2026-01-01T00:00:0xZ",
        "Mar 1, 2026 12:15:42 AM"
      })
  void shouldNotGuess(String text) {
    assertThat(millis(text)).isEqualTo(Timestamps.NONE);
  }

  private static long millis(String text) {
    byte[] bytes = ("..." + text).getBytes(StandardCharsets.UTF_8);
    return Timestamps.millis(bytes, 3, bytes.length);
  }
}
