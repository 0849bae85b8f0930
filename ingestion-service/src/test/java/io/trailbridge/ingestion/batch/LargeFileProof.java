package io.trailbridge.ingestion.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.ingestion.batch.domain.AccountFilter;
import io.trailbridge.ingestion.batch.domain.BrokenEnvelope;
import io.trailbridge.ingestion.batch.domain.DecodeLimits;
import io.trailbridge.ingestion.batch.domain.RecordFault;
import io.trailbridge.ingestion.batch.domain.SeenSet;
import io.trailbridge.ingestion.ocsf.OcsfMapper;
import io.trailbridge.testbed.cloudtrail.LargeLogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A large file passes from gzip to OCSF through a JVM whose heap is a fraction of it. */
class LargeFileProof {
  private static final boolean LONG = "long".equals(System.getProperty("trailbridge.proof"));
  private static final int MEBIBYTES = LONG ? 500 : 100;
  private static final String HEAP = LONG ? "64m" : "32m";

  @Test
  void shouldReadALargeFileInASmallHeap() throws IOException {
    // Given
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                LargeFileProof.class.getName(),
                Integer.toString(MEBIBYTES))
            .inheritIO();

    // When
    int exit = child.start().onExit().join().exitValue();

    // Then
    assertThat(exit).as("%d MiB of JSON under -Xmx%s", MEBIBYTES, HEAP).isZero();
  }

  /** In the small heap: how many MiB of JSON. Ends with 1 unless every record comes out. */
  public static void main(String[] arguments) throws BrokenEnvelope {
    LargeLogFile file = LargeLogFile.of(Long.parseLong(arguments[0]) << 20);
    long[] out = {0};
    long dead;
    try (var reader = new BatchReader(limits(file.gzip().length), new OcsfMapper(2_000_000), 7)) {
      OpenBatch batch =
          new OpenBatch(
              new TenantId("acme"), AccountFilter.of(null), Optional.empty(), Instant.EPOCH);
      dead =
          reader
              .read(file.gzip(), batch, new SeenSet(Duration.ofHours(1), 1000, 5), counter(out))
              .dead();
    }
    System.out.printf(
        "large file: %d MiB of JSON, %d KiB of gzip, %d records in, %d out, heap %d MiB%n",
        file.json() >> 20,
        file.gzip().length >> 10,
        file.records(),
        out[0],
        Runtime.getRuntime().maxMemory() >> 20);
    System.exit(out[0] == file.records() && dead == 0 ? 0 : 1);
  }

  /** The product's limits, but for the gzip itself: so large a file reaches it in parts. */
  private static DecodeLimits limits(int compressed) {
    DecodeLimits all = DecodeLimits.defaults();
    return new DecodeLimits(
        compressed,
        all.inflatedBytes(),
        all.ratio(),
        all.ratioFreeBytes(),
        all.members(),
        all.depth(),
        all.stringBytes(),
        all.nameBytes(),
        all.numberChars(),
        all.recordBytes(),
        all.records(),
        all.badRecords());
  }

  private static BatchOutput counter(long[] out) {
    return new BatchOutput() {
      @Override
      public void event(long account, byte[] id, byte[] time, byte[] event) {
        out[0]++;
      }

      @Override
      public void deadRecord(int index, RecordFault fault, byte[] record) {}
    };
  }
}
