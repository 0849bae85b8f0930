package io.trailbridge.ingestion.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.ingestion.batch.domain.SeenBudget;
import io.trailbridge.ingestion.batch.domain.SeenSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** More ids than the heap can hold shorten the window; they do not end the process. */
class SmallHeapIT {
  private static final int PARTITIONS = 12;
  private static final int IDS = 4_000_000;

  @Test
  void shouldForgetBeforeTheHeapIsFull() throws IOException {
    // Given
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                classPath,
                SmallHeapIT.class.getName())
            .inheritIO();

    // When
    int exit = child.start().onExit().join().exitValue();

    // Then
    assertThat(exit).isZero();
  }

  /** In the small heap: 61 MiB of bare ids. Ends with 1 unless a good part is still known. */
  public static void main(String[] arguments) {
    var budget = new SeenBudget(Runtime.getRuntime().maxMemory() / 2, 20_000_000);
    List<SeenSet> partitions = new ArrayList<>();
    for (int i = 0; i < PARTITIONS; i++) {
      budget.gained();
      partitions.add(new SeenSet(Duration.ofHours(24), budget::mostIds, 7));
    }
    var random = new SplittableRandom(23);
    for (int i = 0; i < IDS; i++) {
      SeenSet partition = partitions.get(random.nextInt(PARTITIONS));
      partition.firstSight(random.nextLong(), random.nextLong());
      if (partition.freshCount() == 1000) {
        partition.commit(Instant.EPOCH.plusMillis(i));
      }
    }
    long remembered = partitions.stream().mapToLong(SeenSet::remembered).sum();
    boolean shortened = partitions.stream().allMatch(SeenSet::isShortened);
    System.out.printf("small heap: %,d ids in, %,d remembered%n", IDS, remembered);
    System.exit(shortened && remembered > 500_000 ? 0 : 1);
  }
}
