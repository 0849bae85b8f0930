package io.trailbridge.ingestion.batch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeenBudgetTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @Test
  void shouldShareOutWhatThereIs() {
    // Given
    var budget = new SeenBudget(330_000, 8_000);
    budget.gained();
    assertThat(budget.mostIds()).isEqualTo(8_000);

    // When
    budget.gained();
    budget.gained();
    budget.gained();

    // Then
    assertThat(budget.mostIds()).isEqualTo(2_500);
    budget.lost();
    budget.lost();
    assertThat(budget.mostIds()).isEqualTo(5_000);
  }

  /** What grows has its old table beside the new one, so the peak is between two looks. */
  @Test
  void shouldKeepTheTablesOfAPartitionWithinItsShareWhileOneGrows() {
    // Given
    long bytes = 20_000_000;
    var budget = new SeenBudget(bytes, Integer.MAX_VALUE);
    budget.gained();
    var seen = new SeenSet(Duration.ofHours(24), budget::mostIds, 5);
    var random = new SplittableRandom(11);
    long peak = 0;

    // When
    for (int i = 0; i < 1_500_000; i++) {
      long before = seen.bytes();
      seen.firstSight(random.nextLong(), random.nextLong());
      seen.commit(START.plusMillis(i));
      long after = seen.bytes();
      long grown = after - before;
      // By half: the old table is twice what came.
      peak = Math.max(peak, grown > 0 ? after + 2 * grown : after);
    }

    // Then
    assertThat(peak).isBetween(bytes / 2, bytes);
    assertThat(seen.isShortened()).isTrue();
  }
}
