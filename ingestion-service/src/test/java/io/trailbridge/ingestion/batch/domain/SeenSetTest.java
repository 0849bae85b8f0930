package io.trailbridge.ingestion.batch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SeenSetTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration WINDOW = Duration.ofHours(24);

  @Test
  void shouldTellTheFirstSightFromEveryLaterOne() {
    // Given
    var seen = new SeenSet(WINDOW, 1_000_000, 5);
    var model = new HashSet<Long>();
    var random = new SplittableRandom(3);

    for (int i = 0; i < 200_000; i++) {
      // When
      long id = random.nextLong(60_000);
      boolean first = seen.firstSight(id * 31, id);

      // Then
      assertThat(first).isEqualTo(model.add(id));
      if (i % 1000 == 0) {
        seen.commit(START.plusSeconds(i / 10));
      }
    }
    seen.commit(START.plusSeconds(20_000));
    assertThat(seen.remembered()).isEqualTo(model.size());
  }

  @Test
  void shouldRememberNothingOfAnAbortedTransaction() {
    // Given
    var seen = new SeenSet(WINDOW, 1000, 5);
    seen.firstSight(1, 1);
    seen.commit(START);

    // When
    seen.firstSight(2, 2);
    seen.firstSight(0, 0);
    seen.abort();

    // Then
    assertThat(seen.firstSight(1, 1)).isFalse();
    assertThat(seen.firstSight(2, 2)).isTrue();
    assertThat(seen.firstSight(0, 0)).isTrue();
    assertThat(seen.firstSight(0, 0)).isFalse();
  }

  @Test
  void shouldForgetABrokenBatchAndKeepTheOnesBefore() {
    // Given
    var seen = new SeenSet(WINDOW, 1000, 5);
    seen.firstSight(1, 1);
    int mark = seen.freshCount();
    seen.firstSight(2, 2);
    seen.firstSight(3, 3);

    // When
    seen.forgetFresh(mark);

    // Then
    assertThat(seen.firstSight(1, 1)).isFalse();
    assertThat(seen.firstSight(2, 2)).isTrue();
    assertThat(seen.freshIds(0, seen.freshCount())).hasSize(2 * SeenSet.ID_BYTES);
  }

  @Test
  void shouldComeBackFromItsOwnIds() {
    // Given
    var seen = new SeenSet(WINDOW, 1000, 5);
    seen.firstSight(1, -1);
    seen.firstSight(Long.MIN_VALUE, 7);
    byte[] written = seen.freshIds(0, 2);

    // When
    var restored = new SeenSet(WINDOW, 1000, 6);
    restored.restore(written, START);

    // Then
    assertThat(restored.firstSight(1, -1)).isFalse();
    assertThat(restored.firstSight(Long.MIN_VALUE, 7)).isFalse();
    assertThat(restored.firstSight(1, 1)).isTrue();
    assertThat(restored.remembered()).isEqualTo(2);
  }

  @Test
  void shouldRememberForTheWholeWindowAndNotMuchLonger() {
    // Given
    var seen = new SeenSet(WINDOW, 1_000_000, 5);
    for (int hour = 0; hour < 100; hour++) {
      // When
      Instant now = START.plus(Duration.ofHours(hour));
      seen.firstSight(hour, 0);
      seen.commit(now);

      // Then
      assertThat(seen.firstSight(Math.max(0, hour - 24), 0)).as("hour %d", hour).isFalse();
      seen.abort();
      assertThat(seen.remembered()).isLessThanOrEqualTo(24 + 6 + 1);
      assertThat(seen.reach(now)).isEqualTo(WINDOW);
    }
  }

  @Test
  void shouldShortenTheWindowWhereTheCapIsReached() {
    // Given
    var seen = new SeenSet(WINDOW, 1000, 5);
    Instant now = START;

    // When
    for (int id = 0; id < 5000; id++) {
      now = START.plusSeconds(id);
      seen.firstSight(id, 1);
      seen.commit(now);
    }

    // Then
    assertThat(seen.remembered()).isBetween(750L, 1000L);
    assertThat(seen.reach(now)).isBetween(Duration.ofSeconds(750), Duration.ofSeconds(1000));
    assertThat(seen.firstSight(4300, 1)).isFalse();
    assertThat(seen.firstSight(3000, 1)).isTrue();
  }

  @Test
  void shouldGiveWayWhereTheCapShrinks() {
    // Given
    var cap = new AtomicInteger(4000);
    var seen = new SeenSet(WINDOW, cap::get, 5);
    for (int id = 0; id < 3000; id++) {
      seen.firstSight(id, 1);
      seen.commit(START.plusSeconds(id));
    }
    assertThat(seen.isShortened()).isFalse();

    // When
    cap.set(2500);
    seen.dropOld(START.plusSeconds(3000));

    // Then
    assertThat(seen.isShortened()).isTrue();
    assertThat(seen.remembered()).isEqualTo(2000);
    assertThat(seen.reach(START.plusSeconds(3000))).isEqualTo(Duration.ofSeconds(2000));
  }

  @Test
  void shouldNeedAboutTwentyTwoBytesAnId() {
    // Given
    var random = new SplittableRandom(9);
    List<Double> bytesAnId = new ArrayList<>();

    // When
    var table = new IdTable(1);
    for (int i = 1; i <= 400_000; i++) {
      table.add(random.nextLong(), random.nextLong());
      if (i % 1000 == 0 && i > 100_000) {
        bytesAnId.add((double) table.bytes() / table.size());
      }
    }

    // Then
    double average = bytesAnId.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    assertThat(average).isBetween(18.0, 26.0);
  }
}
