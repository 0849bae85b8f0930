package io.trailbridge.ingestion.intake.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private final ConnectionId one = new ConnectionId(UUID.randomUUID());
  private final ConnectionId other = new ConnectionId(UUID.randomUUID());
  private final Pace pace = new Pace(2, 1000, Duration.ofSeconds(3));

  @Test
  void shouldLetOneConnectionUseItsBurstAndThenItsRate() {
    for (int i = 0; i < 6; i++) {
      assertThat(pace.admits(one, 1, START)).isTrue();
    }
    assertThat(pace.admits(one, 1, START)).isFalse();
    assertThat(pace.admits(one, 1, START.plusMillis(499))).isFalse();
    assertThat(pace.admits(one, 1, START.plusMillis(500))).isTrue();
    assertThat(pace.admits(one, 1, START.plusMillis(500))).isFalse();
  }

  @Test
  void shouldNeverMakeOneConnectionWaitForAnother() {
    while (pace.admits(one, 1, START)) {
      // the burst of one
    }
    assertThat(pace.admits(other, 1, START)).isTrue();
  }

  @Test
  void shouldLetALargeBatchPassAndThenWaitForItsBytes() {
    assertThat(pace.admits(one, 5000, START)).isTrue();
    assertThat(pace.admits(one, 1, START.plusSeconds(2))).isFalse();
    assertThat(pace.admits(one, 1, START.plusMillis(2001))).isTrue();
  }

  @Test
  void shouldSaveUpNoMoreThanABurst() {
    assertThat(pace.admits(one, 1, START)).isTrue();
    Instant later = START.plus(Duration.ofDays(1));
    int admitted = 0;
    while (pace.admits(one, 1, later)) {
      admitted++;
    }
    assertThat(admitted).isEqualTo(6);
  }

  @Test
  void shouldNotMindAClockThatGoesBack() {
    assertThat(pace.admits(one, 1, START)).isTrue();
    assertThat(pace.admits(one, 1, START.minusSeconds(60))).isTrue();
  }
}
