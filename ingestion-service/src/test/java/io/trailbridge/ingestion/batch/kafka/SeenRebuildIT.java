package io.trailbridge.ingestion.batch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.ingestion.batch.BatchOutput;
import io.trailbridge.ingestion.batch.BatchReader;
import io.trailbridge.ingestion.batch.OpenBatch;
import io.trailbridge.ingestion.batch.domain.AccountFilter;
import io.trailbridge.ingestion.batch.domain.BrokenEnvelope;
import io.trailbridge.ingestion.batch.domain.DecodeLimits;
import io.trailbridge.ingestion.batch.domain.LogFileKey;
import io.trailbridge.ingestion.batch.domain.RecordFault;
import io.trailbridge.ingestion.batch.domain.SeenSet;
import io.trailbridge.ingestion.ocsf.OcsfMapper;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.cloudtrail.LogFile;
import io.trailbridge.testbed.cloudtrail.LogFileGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a loop knows that read the ids of earlier ones: none older than the window, no more than the
 * cap.
 */
class SeenRebuildIT {
  private static final String ACCOUNT = "222222222222";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, String> AN_HOUR_AND_400_IDS =
      Map.of("seen.window", "PT1H", "seen.most-ids", "400");

  private static Broker broker;

  private final TenantId tenant = new TenantId("t-" + UUID.randomUUID());
  private final ConnectionId connection = new ConnectionId(UUID.randomUUID());
  private final LogFileGenerator generator = new LogFileGenerator(17);
  private Wire wire;
  private Outlet outlet;

  @BeforeAll
  static void startBroker() {
    broker = Broker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start() {
    wire = new Wire(broker.bootstrapServers());
    outlet = new Outlet(wire, connection);
    wire.license(tenant, 1, true, Instant.now().minusSeconds(60));
    wire.state(tenant, connection, 1, ConnectionStatus.ACTIVE, null, null);
  }

  @AfterEach
  void stop() {
    outlet.close();
    wire.close();
  }

  @Test
  void shouldKnowWhatCameOutInsideTheWindowAndNothingOlder() throws BrokenEnvelope {
    // Given
    LogFile older = file(60);
    LogFile younger = file(60);
    cameOut(older, Duration.ofMinutes(61));
    cameOut(younger, Duration.ofMinutes(50));

    // When
    Set<String> out = outOf(List.of(younger, older));

    // Then
    assertThat(out).isEqualTo(Set.copyOf(older.eventIds()));
  }

  @Test
  void shouldKnowTheNewestWhereMoreCameOutThanAreRemembered() throws BrokenEnvelope {
    // Given: twice as many as are remembered, each file a slice
    List<LogFile> files = new ArrayList<>();
    for (int minutes = 40; minutes > 0; minutes -= 5) {
      LogFile file = file(100);
      cameOut(file, Duration.ofMinutes(minutes));
      files.add(file);
    }
    List<LogFile> forgotten = files.subList(0, 4);

    // When
    Set<String> out = outOf(files.reversed());

    // Then
    Set<String> expected = new HashSet<>();
    forgotten.forEach(file -> expected.addAll(file.eventIds()));
    assertThat(out).isEqualTo(expected);
  }

  /** What comes out of these files, each once, from a loop that has just started. */
  private Set<String> outOf(List<LogFile> files) {
    LogFile last = file(1);
    String end = last.eventIds().getFirst();
    try (var _ = new LoopUnderTest(broker.bootstrapServers(), "small", AN_HOUR_AND_400_IDS)) {
      files.forEach(file -> wire.batch(tenant, connection, file.again("again")));
      wire.batch(tenant, connection, last);
      await().atMost(PATIENCE).until(() -> outlet.times().containsKey(end));
    }
    Set<String> out = new HashSet<>(outlet.times().keySet());
    out.remove(end);
    assertThat(outlet.times().values()).containsOnly(1);
    return out;
  }

  /** Puts the ids of a file where a loop reads them at its start, as written so long ago. */
  private void cameOut(LogFile file, Duration ago) throws BrokenEnvelope {
    var seen = new SeenSet(Duration.ofHours(1), 1000, 1);
    var batch =
        new OpenBatch(
            tenant,
            AccountFilter.of(null),
            LogFileKey.ofObject("s3://bucket/AWSLogs/" + file.path()),
            Instant.now());
    try (var reader = new BatchReader(DecodeLimits.defaults(), new OcsfMapper(2_000_000), 1)) {
      reader.read(file.gzip(), batch, seen, new Nowhere());
    }
    wire.send(
        new ProducerRecord<>(
            Topics.CLOUDTRAIL_SEEN,
            null,
            Instant.now().minus(ago).toEpochMilli(),
            tenant + "/" + ACCOUNT,
            seen.freshIds(0, seen.freshCount())));
  }

  private LogFile file(int records) {
    return generator.next(ACCOUNT, "eu-west-1", Instant.parse("2026-03-01T00:05:00Z"), records);
  }

  /** The ids are what is wanted. */
  private static final class Nowhere implements BatchOutput {
    @Override
    public void event(long account, byte[] id, byte[] time, byte[] event) {}

    @Override
    public void deadRecord(int index, RecordFault fault, byte[] record) {}
  }
}
