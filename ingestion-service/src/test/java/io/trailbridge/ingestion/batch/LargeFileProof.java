package io.trailbridge.ingestion.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.ingestion.batch.domain.AccountFilter;
import io.trailbridge.ingestion.batch.domain.BrokenEnvelope;
import io.trailbridge.ingestion.batch.domain.DecodeLimits;
import io.trailbridge.ingestion.batch.domain.RecordFault;
import io.trailbridge.ingestion.batch.domain.SeenSet;
import io.trailbridge.ingestion.ocsf.OcsfMapper;
import io.trailbridge.testbed.cloudtrail.LogEvent;
import io.trailbridge.testbed.cloudtrail.LogFileGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
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
  public static void main(String[] arguments) throws IOException, BrokenEnvelope {
    var file = new ByteArrayOutputStream(1 << 20);
    long wanted = Long.parseLong(arguments[0]) << 20;
    long records = write(file, wanted);
    byte[] gzip = file.toByteArray();
    file.reset();
    long[] out = {0};
    long dead;
    try (var reader = new BatchReader(limits(gzip.length), new OcsfMapper(), 2_000_000, 7)) {
      OpenBatch batch =
          new OpenBatch(
              new TenantId("acme"), AccountFilter.of(null), Optional.empty(), Instant.EPOCH);
      dead =
          reader.read(gzip, batch, new SeenSet(Duration.ofHours(1), 1000, 5), counter(out)).dead();
    }
    System.out.printf(
        "large file: %d MiB of JSON, %d KiB of gzip, %d records in, %d out, heap %d MiB%n",
        wanted >> 20, gzip.length >> 10, records, out[0], Runtime.getRuntime().maxMemory() >> 20);
    System.exit(out[0] == records && dead == 0 ? 0 : 1);
  }

  private static long write(ByteArrayOutputStream file, long wanted) throws IOException {
    List<LogEvent> events =
        new LogFileGenerator(1)
            .next("222222222222", "eu-west-1", Instant.parse("2026-03-01T00:05:00Z"), 8)
            .events();
    long records = 0;
    long written = 0;
    try (var gzip = new GZIPOutputStream(file)) {
      gzip.write("{\"Records\":[".getBytes(UTF_8));
      while (written < wanted) {
        LogEvent event = events.get((int) (records % events.size()));
        String id = "00000000-0000-4000-8000-%012d".formatted(records);
        byte[] json = event.json().replace(event.id(), id).getBytes(UTF_8);
        gzip.write(records == 0 ? new byte[0] : new byte[] {','});
        gzip.write(json);
        written += json.length;
        records++;
      }
      gzip.write("]}".getBytes(UTF_8));
    }
    return records;
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
        all.recordBytes());
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
