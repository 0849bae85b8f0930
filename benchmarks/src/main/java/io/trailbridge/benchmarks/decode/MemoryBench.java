package io.trailbridge.benchmarks.decode;

import io.trailbridge.benchmarks.EffortOption;
import io.trailbridge.benchmarks.Machine;
import io.trailbridge.benchmarks.Table;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.ingestion.batch.BatchOutput;
import io.trailbridge.ingestion.batch.BatchReader;
import io.trailbridge.ingestion.batch.OpenBatch;
import io.trailbridge.ingestion.batch.domain.AccountFilter;
import io.trailbridge.ingestion.batch.domain.BrokenEnvelope;
import io.trailbridge.ingestion.batch.domain.DecodeLimits;
import io.trailbridge.ingestion.batch.domain.RecordFault;
import io.trailbridge.ingestion.batch.domain.SeenSet;
import io.trailbridge.ingestion.ocsf.OcsfMapper;
import io.trailbridge.testbed.cloudtrail.LargeLogFile;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The heap that a file takes while it is turned into events, beyond its own bytes: what is in use
 * after a full collection while its last event goes out. Nothing shrinks before a file's end.
 */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = "The heap that a file takes on its way to events, by its size.")
public final class MemoryBench implements Runnable {
  private static final int MEBIBYTE = 1 << 20;
  private static final int COLLECTIONS = 5;
  private static final int LARGEST_EVENT = 4 * MEBIBYTE;
  private static final long SEED = 42;

  @Mixin private EffortOption option = new EffortOption();

  @Override
  public void run() {
    Machine.print(System.out);
    Table table =
        new Table("JSON MiB", "gzip KiB", "records", "decoder's heap KiB", "new ids' heap KiB");
    try {
      // What is made once and stays is not the file's.
      read(LargeLogFile.of(MEBIBYTE), new SeenSet(Duration.ofHours(24), 1_000_000, SEED));
      row(table, LargeLogFile.ofOneRecord(1000 << 10));
      for (int size : option.effort().isSmoke() ? List.of(1) : List.of(1, 32, 500)) {
        row(table, LargeLogFile.of((long) size * MEBIBYTE));
      }
    } catch (BrokenEnvelope e) {
      throw new IllegalStateException("a file that we wrote cannot be read", e);
    }
    table.print(System.out);
  }

  private static void row(Table table, LargeLogFile file) throws BrokenEnvelope {
    SeenSet seen = new SeenSet(Duration.ofHours(24), 1_000_000, SEED);
    long withDecoder = read(file, seen);
    long withIds = heap();
    if (seen.freshCount() != file.records()) {
      throw new IllegalStateException("not every record came out: " + seen.freshCount());
    }
    seen.abort();
    long without = heap();
    table.row(
        "%.1f".formatted((double) file.json() / MEBIBYTE),
        "%,d".formatted(file.gzip().length >> 10),
        "%,d".formatted(file.records()),
        "%,d".formatted((withDecoder - withIds) >> 10),
        "%,d".formatted((withIds - without) >> 10));
  }

  /** The heap in use while the file's last event goes out. */
  private static long read(LargeLogFile file, SeenSet seen) throws BrokenEnvelope {
    HeapAtLast heap = new HeapAtLast(file.records());
    OpenBatch batch =
        new OpenBatch(
            new TenantId("acme"), AccountFilter.of(null), Optional.empty(), LogFiles.DELIVERED);
    try (var reader =
        new BatchReader(limits(file.gzip().length), new OcsfMapper(LARGEST_EVENT), SEED)) {
      reader.read(file.gzip(), batch, seen, heap);
    }
    return heap.used;
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

  /** The least in use after several collections: some things are let go of between two. */
  private static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      least = Math.min(least, used);
    }
    return least;
  }

  private static final class HeapAtLast implements BatchOutput {
    private final long last;
    private long events;
    private long used;

    private HeapAtLast(long last) {
      this.last = last;
    }

    @Override
    public void event(long account, byte[] id, byte[] time, byte[] event) {
      if (++events == last) {
        used = heap();
      }
    }

    @Override
    public void deadRecord(int index, RecordFault fault, byte[] record) {
      throw new IllegalStateException("record " + index + " is bad: " + fault);
    }
  }
}
