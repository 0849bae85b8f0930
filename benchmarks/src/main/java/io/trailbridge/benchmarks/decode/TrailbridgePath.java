package io.trailbridge.benchmarks.decode;

import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.ingestion.batch.BatchOutput;
import io.trailbridge.ingestion.batch.BatchReader;
import io.trailbridge.ingestion.batch.OpenBatch;
import io.trailbridge.ingestion.batch.domain.BrokenEnvelope;
import io.trailbridge.ingestion.batch.domain.DecodeLimits;
import io.trailbridge.ingestion.batch.domain.Gate;
import io.trailbridge.ingestion.batch.domain.Gate.Passage;
import io.trailbridge.ingestion.batch.domain.LogFileKey;
import io.trailbridge.ingestion.batch.domain.RecordFault;
import io.trailbridge.ingestion.batch.domain.SeenSet;
import io.trailbridge.ingestion.ocsf.OcsfMapper;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Everything that ingestion-service does with a file between its two Kafka clients: gate, strict
 * decoding, filter, deduplication, OCSF bytes.
 */
@State(Scope.Thread)
public class TrailbridgePath {
  private static final long SEED = 42;
  private static final int REMEMBERED_EACH = 50;
  private static final int MOST_REMEMBERED = 4_000_000;
  private static final int LARGEST_EVENT = 2_000_000;
  // The defaults, but that a batch may be as large as all records in one file are.
  private static final DecodeLimits LIMITS =
      new DecodeLimits(
          64 << 20, 512L << 20, 100, 1 << 20, 64, 64, 1 << 20, 256, 64, 1 << 20, 1_000_000, 1_000);
  private static final Instant NOW = LogFiles.DELIVERED.plusSeconds(270);

  /** Records in all; fewer only where the figures mean nothing. */
  @Param("" + LogFiles.RECORDS)
  public int total = LogFiles.RECORDS;

  /** Records a file. */
  @Param("1000")
  public int records = 1000;

  /** Connections that the gate knows. */
  @Param("1")
  public int connections = 1;

  /** Accounts in the connection's filter; 0 is no filter. */
  @Param("0")
  public int accounts;

  private final Gate gate = new Gate();
  private final BatchReader reader = new BatchReader(LIMITS, new OcsfMapper(LARGEST_EVENT), SEED);
  private final SeenSet seen = new SeenSet(Duration.ofHours(24), MOST_REMEMBERED, SEED);
  private List<byte[]> files = List.of();
  private int passes;

  /** Makes the files and tells the gate of all connections. */
  @Setup(Level.Trial)
  public void prepare() {
    files = LogFiles.of(total, records).gzip();
    Instant since = NOW.minusSeconds(86_400);
    for (int i = 0; i < connections; i++) {
      gate.apply(connection(i));
      gate.apply(
          new LicenseActivated(
              tenant(i),
              LicensePackage.PUBLIC_CLOUD,
              1,
              since,
              true,
              since,
              NOW.plusSeconds(86_400),
              LicenseReason.GRANTED));
    }
  }

  /**
   * Remembers the ids of a million other events, as a partition of a busy day does. Once, and not
   * before each iteration: JMH would count its processor time as the iteration's.
   */
  @Setup(Level.Trial)
  public void remember() {
    SplittableRandom random = new SplittableRandom(SEED);
    ByteBuffer ids = ByteBuffer.allocate(REMEMBERED_EACH * total * SeenSet.ID_BYTES);
    while (ids.hasRemaining()) {
      ids.putLong(random.nextLong());
    }
    seen.restore(ids.array(), NOW);
  }

  /** Frees the native inflater. */
  @TearDown(Level.Trial)
  public void close() {
    reader.close();
  }

  /** From gzip to OCSF, validation, gate, filter and deduplication included. */
  @Benchmark
  @OperationsPerInvocation(LogFiles.RECORDS)
  public long gzipToOcsf(Blackhole hole) throws BrokenEnvelope {
    // Another connection's tenant each time: the same files hold events that were not seen before.
    int connection = passes++ % connections;
    TenantId tenant = tenant(connection);
    BatchOutput output = new Consumed(hole);
    long events = 0;
    for (byte[] file : files) {
      Optional<LogFileKey> key = Optional.of(KEY);
      Passage passage = gate.decide(tenant, id(connection), NOW, key, NOW);
      if (!(passage instanceof Passage.Open(var known))) {
        throw new IllegalStateException("the gate is closed: " + passage);
      }
      TenantId unseen = new TenantId("pass-" + passes);
      OpenBatch batch = new OpenBatch(unseen, known.filter(), key, NOW);
      events += reader.read(file, batch, seen, output).records();
    }
    seen.commit(NOW);
    if (events != total) {
      throw new IllegalStateException("not every record came out: " + events);
    }
    return events;
  }

  private static final LogFileKey KEY =
      new LogFileKey(
          new AccountId(LogFiles.ACCOUNT),
          LogFiles.REGION,
          LogFileKey.Kind.LOG,
          LogFiles.DELIVERED);

  private static TenantId tenant(int number) {
    return new TenantId("tenant-" + number);
  }

  private static ConnectionId id(int number) {
    return new ConnectionId(new UUID(7, number));
  }

  private ConnectionState connection(int number) {
    return new ConnectionState(
        id(number),
        tenant(number),
        ConnectionStatus.ACTIVE,
        Set.of(),
        null,
        1,
        1,
        Partition.AWS,
        new AccountId(LogFiles.ACCOUNT),
        new AwsRegion(LogFiles.REGION),
        accounts > 0,
        null,
        filter(),
        Delivery.PULL,
        1,
        null,
        null,
        List.of(),
        null,
        null,
        null);
  }

  private @Nullable List<AccountId> filter() {
    if (accounts == 0) {
      return null;
    }
    long own = Long.parseLong(LogFiles.ACCOUNT);
    return LongStream.range(own - accounts / 2, own - accounts / 2 + accounts)
        .mapToObj(account -> new AccountId(Long.toString(account)))
        .toList();
  }

  private record Consumed(Blackhole hole) implements BatchOutput {
    @Override
    public void event(long account, byte[] id, byte[] time, byte[] event) {
      hole.consume(id);
      hole.consume(time);
      hole.consume(event);
    }

    @Override
    public void deadRecord(int index, RecordFault fault, byte[] record) {
      throw new IllegalStateException("record " + index + " is bad: " + fault);
    }
  }
}
