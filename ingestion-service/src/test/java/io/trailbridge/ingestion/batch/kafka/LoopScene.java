package io.trailbridge.ingestion.batch.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.cloudtrail.StatsMessage;
import io.trailbridge.contracts.cloudtrail.StatsMessage.ConnectionStats;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.ingestion.batch.domain.Gate.Passage;
import io.trailbridge.messaging.Received;
import io.trailbridge.messaging.WireFormat;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.cloudtrail.LogEvent;
import io.trailbridge.testbed.cloudtrail.LogFile;
import io.trailbridge.testbed.cloudtrail.LogFileGenerator;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** One broker and one loop for a class of tests; a tenant and a connection for each test. */
abstract class LoopScene {
  static final String DEAD_LETTERS = Topics.deadLetterOf(Topics.CLOUDTRAIL_BATCHES);
  static final String ACCOUNT = "222222222222";
  static final Instant DELIVERED = Instant.parse("2026-03-01T00:05:00Z");

  /** Events that are too large for the topic are nevertheless sent. */
  private static final Map<String, String> LARGER_THAN_THE_TOPIC_TAKES =
      Map.of(
          "decode.event-bytes", "5000000",
          "decode.record-bytes", "4000000",
          "decode.string-bytes", "4000000");

  static final LogFileGenerator FILES = new LogFileGenerator(5);

  private static Broker broker;
  static Wire wire;
  static LoopUnderTest loop;
  private static int tenants;

  TenantId tenant;
  ConnectionId connection;

  @BeforeAll
  static void start() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    broker = Broker.start();
    wire = new Wire(broker.bootstrapServers());
    loop = new LoopUnderTest(broker.bootstrapServers(), "it", LARGER_THAN_THE_TOPIC_TAKES);
  }

  @AfterAll
  static void stop() {
    loop.close();
    wire.close();
    broker.close();
  }

  @BeforeEach
  void ownTenant() {
    tenant = new TenantId("tenant-" + tenants++);
    connection = new ConnectionId(UUID.randomUUID());
  }

  void active(List<AccountId> accounts) {
    wire.license(tenant, 1, true, Instant.now().minusSeconds(60));
    wire.state(tenant, connection, 1, ConnectionStatus.ACTIVE, null, accounts);
  }

  /** The gate follows its topics in threads of its own. */
  void awaitGate(Class<? extends Passage> passage) {
    await()
        .until(
            () ->
                passage.isInstance(
                    loop.gate()
                        .decide(
                            tenant, connection, Instant.now(), Optional.empty(), Instant.now())));
  }

  List<ConsumerRecord<String, byte[]>> awaitEvents(int count) {
    await().until(() -> events().size() >= count);
    List<ConsumerRecord<String, byte[]>> events = events();
    assertThat(events).hasSize(count);
    return events;
  }

  List<ConsumerRecord<String, byte[]>> events() {
    return wire.all(Topics.CLOUDTRAIL_EVENTS).stream()
        .filter(e -> Wire.header(e, BatchHeaders.CONNECTION).equals(connection.toString()))
        .toList();
  }

  List<ConsumerRecord<String, byte[]>> awaitDead(String ofTenant) {
    await().until(() -> !dead(ofTenant).isEmpty());
    return dead(ofTenant);
  }

  List<ConsumerRecord<String, byte[]>> dead(String ofTenant) {
    return wire.all(DEAD_LETTERS).stream()
        .filter(d -> Wire.header(d, BatchHeaders.TENANT).equals(ofTenant))
        .toList();
  }

  /** Waits until so many records are accounted for: out, filtered, duplicate or dead. */
  ConnectionStats awaitStats(long records) {
    await()
        .until(
            () -> {
              ConnectionStats sum = stats();
              return sum.records() + sum.filtered() + sum.duplicates() + sum.dead() >= records;
            });
    return stats();
  }

  ConnectionStats stats() {
    ConnectionStats sum =
        new ConnectionStats(connection, tenant, 0, 0, 0, 0, 0, 0, null, Instant.EPOCH);
    for (ConsumerRecord<String, byte[]> record : wire.all(Topics.CLOUDTRAIL_STATS)) {
      if (record.key().equals(connection.toString())
          && WireFormat.read(StatsMessage.class, record)
              instanceof Received.Known<StatsMessage>(ConnectionStats s, var _)) {
        sum =
            new ConnectionStats(
                connection,
                tenant,
                sum.records() + s.records(),
                sum.bytes() + s.bytes(),
                sum.filtered() + s.filtered(),
                sum.duplicates() + s.duplicates(),
                sum.dead() + s.dead(),
                sum.paused() + s.paused(),
                s.newestEventTime() == null ? sum.newestEventTime() : s.newestEventTime(),
                s.at());
      }
    }
    return sum;
  }

  static List<String> ids(List<ConsumerRecord<String, byte[]>> events) {
    return events.stream().map(event -> Wire.header(event, WireFormat.ID)).toList();
  }

  static LogFile file(int records) {
    return FILES.next(ACCOUNT, "eu-west-1", DELIVERED, records);
  }

  static LogFile with(LogFile file, String unique, List<LogEvent> events) {
    return new LogFile(file.account(), file.region(), file.deliveredAt(), unique, events);
  }

  static List<LogEvent> concat(List<LogEvent> one, List<LogEvent> other) {
    List<LogEvent> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  static byte[] zip(String text) {
    var file = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(file)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return file.toByteArray();
  }
}
