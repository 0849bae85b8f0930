package io.trailbridge.ingestion.batch.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.cloudtrail.StatsMessage;
import io.trailbridge.contracts.cloudtrail.StatsMessage.ConnectionStats;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.ingestion.batch.domain.Gate.Passage;
import io.trailbridge.ingestion.batch.kafka.Wire.ConsumedAt;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IngestionLoopIT {
  private static final String DEAD_LETTERS = Topics.deadLetterOf(Topics.CLOUDTRAIL_BATCHES);
  private static final String ACCOUNT = "222222222222";
  private static final Instant DELIVERED = Instant.parse("2026-03-01T00:05:00Z");
  private static final LogFileGenerator FILES = new LogFileGenerator(5);

  private static Broker broker;
  private static Wire wire;
  private static LoopUnderTest loop;
  private static int tenants;

  private TenantId tenant;
  private ConnectionId connection;

  @BeforeAll
  static void start() {
    broker = Broker.start();
    wire = new Wire(broker.bootstrapServers());
    loop = new LoopUnderTest(broker.bootstrapServers(), "it", Map.of());
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

  private void active(List<AccountId> accounts) {
    wire.license(tenant, 1, true, Instant.now().minusSeconds(60));
    wire.state(tenant, connection, 1, ConnectionStatus.ACTIVE, null, accounts);
  }

  @Test
  void shouldTurnAFileIntoNormalizedEvents() throws Exception {
    // Given
    active(null);
    LogFile file = file(50);

    // When
    wire.batch(tenant, connection, file);

    // Then
    List<ConsumerRecord<String, byte[]>> events = awaitEvents(50);
    assertThat(ids(events)).containsExactlyElementsOf(file.eventIds());
    ConsumerRecord<String, byte[]> first = events.getFirst();
    assertThat(first.key()).isEqualTo(tenant + "/" + ACCOUNT);
    assertThat(Wire.header(first, WireFormat.SPECVERSION)).isEqualTo("1.0");
    assertThat(Wire.header(first, WireFormat.SOURCE)).isEqualTo("/trailbridge/ingestion-service");
    assertThat(Instant.parse(Wire.header(first, WireFormat.TIME))).isBefore(DELIVERED);
    assertThat(Wire.header(first, BatchHeaders.TENANT)).isEqualTo(tenant.value());
    var json = new ObjectMapper().readTree(first.value());
    assertThat(json.get("class_uid").asInt()).isEqualTo(6003);
    assertThat(json.at("/metadata/uid").asText()).isEqualTo(file.eventIds().getFirst());
    assertThat(json.at("/metadata/logged_time").asLong()).isEqualTo(DELIVERED.toEpochMilli());
  }

  @Test
  void shouldLetEachEventOutOnceAcrossFiles() {
    // Given
    active(null);
    LogFile file = file(40);
    LogFile twice = with(file, "twice", concat(file.events(), file.events()));
    LogFile half = with(file, "half", concat(file.events().subList(20, 40), file(10).events()));

    // When
    wire.batch(tenant, connection, twice);
    wire.batch(tenant, connection, file.again("again"));
    wire.batch(tenant, connection, half);

    // Then
    assertThat(ids(awaitEvents(50))).doesNotHaveDuplicates().containsAll(half.eventIds());
    ConnectionStats stats = awaitStats(150);
    assertThat(stats.records()).isEqualTo(50);
    assertThat(stats.duplicates()).isEqualTo(40 + 40 + 20);
    assertThat(stats.newestEventTime()).isBefore(DELIVERED);
  }

  @Test
  void shouldKeepToTheAccountsThatAreWanted() {
    // Given
    active(List.of(new AccountId(ACCOUNT)));
    LogFile wanted = file(10);
    LogFile unwanted = FILES.next("333333333333", "eu-west-1", DELIVERED, 10);
    LogFile mixed = with(wanted, "mixed", concat(unwanted.events(), file(5).events()));

    // When
    wire.batch(tenant, connection, unwanted);
    wire.batch(tenant, connection, mixed);
    wire.batch(tenant, connection, wanted);

    // Then
    assertThat(awaitEvents(15)).allMatch(event -> event.key().endsWith(ACCOUNT));
    assertThat(awaitStats(25).filtered()).isEqualTo(10);
  }

  @Test
  void shouldCloseAndOpenWithTheLicence() {
    // Given
    active(null);
    wire.batch(tenant, connection, file(5));
    awaitEvents(5);

    // When
    wire.license(tenant, 2, false, Instant.now());
    awaitGate(Passage.Dropped.class);
    wire.batch(tenant, connection, file(7));
    await().until(() -> stats().paused() == 1);
    wire.license(tenant, 3, true, Instant.now());
    awaitGate(Passage.Open.class);
    wire.batch(tenant, connection, file(3));

    // Then
    awaitEvents(8);
  }

  @Test
  void shouldDropWhatReachedKafkaSinceTheHold() {
    // Given: the hold lies between two batches, by the broker's clock
    LogFile before = file(4);
    ConsumedAt first = wire.batch(tenant, connection, before);
    ConsumedAt second = wire.batch(tenant, connection, file(6));
    await().until(() -> Instant.now().isAfter(second.appendedAt().plusMillis(20)));
    ConsumedAt third = wire.batch(tenant, connection, file(6));

    // When
    wire.license(tenant, 1, true, Instant.now().minusSeconds(60));
    wire.state(tenant, connection, 1, ConnectionStatus.PAUSED, third.appendedAt(), null);

    // Then
    assertThat(first.appendedAt()).isBeforeOrEqualTo(second.appendedAt());
    awaitEvents(10);
    await().until(() -> stats().paused() == 1);
    assertThat(events()).hasSize(10);
  }

  @Test
  void shouldDropWhatBelongsToARemovedConnection() {
    // Given
    wire.license(tenant, 1, true, Instant.now().minusSeconds(60));
    wire.state(tenant, connection, 1, ConnectionStatus.DELETED, null, null);

    // When
    wire.batch(tenant, connection, file(4));

    // Then
    await().until(() -> stats().paused() == 1);
    assertThat(events()).isEmpty();
  }

  @Test
  void shouldSetAsideWhatClaimsAnotherTenant() {
    // Given
    active(null);
    TenantId other = new TenantId(tenant + "-other");
    LogFile file = file(3);

    // When
    ConsumedAt at = wire.batch(other, connection, file);

    // Then
    ConsumerRecord<String, byte[]> dead = awaitDead(other.value()).getFirst();
    assertThat(Wire.header(dead, "tb_reason")).isEqualTo("tenant-mismatch");
    assertThat(Wire.header(dead, "tb_topic")).isEqualTo(Topics.CLOUDTRAIL_BATCHES);
    assertThat(Wire.header(dead, "tb_partition")).isEqualTo("" + at.partition());
    assertThat(Wire.header(dead, "tb_offset")).isEqualTo("" + at.offset());
    assertThat(Wire.header(dead, BatchHeaders.CONNECTION)).isEqualTo(connection.toString());
    assertThat(dead.key()).isEqualTo(other + "/" + ACCOUNT);
    assertThat(dead.value()).isEqualTo(file.gzip());
  }

  @Test
  void shouldWaitForAConnectionThatComesLate() {
    // Given
    wire.license(tenant, 1, true, Instant.now().minusSeconds(60));
    wire.batch(tenant, connection, file(3));

    // When
    wire.state(tenant, connection, 1, ConnectionStatus.ACTIVE, null, null);

    // Then
    awaitEvents(3);
  }

  @Test
  void shouldSetAsideWhatBelongsToNoConnectionAndGoOn() {
    // Given
    active(null);
    ConnectionId unknown = new ConnectionId(UUID.randomUUID());

    // When
    wire.batch(tenant, unknown, file(2));
    wire.batch(tenant, connection, file(2));
    wire.batch(tenant, unknown, file(2));

    // Then
    awaitEvents(2);
    await().until(() -> dead(tenant.value()).size() == 2);
    assertThat(dead(tenant.value()))
        .allMatch(dead -> Wire.header(dead, "tb_reason").equals("unknown-connection"));
  }

  @Test
  void shouldSetBrokenFilesAsideWhole() {
    // Given
    active(null);
    LogFile good = file(20);
    byte[] gzip = good.gzip();
    byte[] truncated = Arrays.copyOf(gzip, gzip.length - 9);
    byte[] badCrc = gzip.clone();
    badCrc[gzip.length - 6] ^= 1;
    byte[] notJson = zip(good.json().substring(0, good.json().length() - 1));

    // When
    wire.batch(tenant, connection, good, truncated);
    wire.batch(tenant, connection, good, badCrc);
    wire.batch(tenant, connection, good, notJson);
    wire.batch(tenant, connection, good, "text".getBytes(UTF_8));
    wire.batch(tenant, connection, file(1));

    // Then
    awaitEvents(1);
    assertThat(dead(tenant.value()).stream().map(dead -> Wire.header(dead, "tb_reason")))
        .containsExactly("gzip-truncated", "gzip-checksum", "json-truncated", "not-gzip");
    assertThat(events()).hasSize(1);
    assertThat(awaitStats(5).dead()).isEqualTo(4);
    wire.batch(tenant, connection, good);
    awaitEvents(21);
  }

  @Test
  void shouldTakeBackALargeFileThatBreaksAtItsEnd() {
    // Given: more than is held back
    active(null);
    LogFile large = file(3000);
    byte[] gzip = large.gzip();
    byte[] badCrc = gzip.clone();
    badCrc[gzip.length - 6] ^= 1;

    // When
    wire.batch(tenant, connection, file(5));
    wire.batch(tenant, connection, large, badCrc);
    wire.batch(tenant, connection, file(5));

    // Then
    awaitEvents(10);
    assertThat(dead(tenant.value())).hasSize(1);
    wire.batch(tenant, connection, large);
    assertThat(ids(awaitEvents(3010))).doesNotHaveDuplicates();
  }

  @Test
  void shouldSetBadRecordsAsideAndLetTheOthersOut() {
    // Given
    active(null);
    LogFile file = file(3);
    List<String> records = new ArrayList<>(file.events().stream().map(LogEvent::json).toList());
    records.add(1, "{\"eventID\":\"not a guid\"}");
    records.add(3, "{\"lone\":\"\\ud800\"}");
    String json = "{\"Records\":[" + String.join(",", records) + "]}";

    // When
    ConsumedAt at = wire.batch(tenant, connection, file, zip(json));

    // Then
    awaitEvents(3);
    List<ConsumerRecord<String, byte[]>> dead = dead(tenant.value());
    assertThat(dead.stream().map(d -> Wire.header(d, "tb_reason")))
        .containsExactly("record-bad-event-id", "record-lone-surrogate");
    assertThat(dead.stream().map(d -> Wire.header(d, "tb_index"))).containsExactly("1", "3");
    assertThat(dead).allMatch(d -> Wire.header(d, "tb_offset").equals("" + at.offset()));
    assertThat(dead.getFirst().value()).isEqualTo(records.get(1).getBytes(UTF_8));
  }

  @Test
  void shouldSetAsideWhatSaysNothingOfItself() {
    // Given
    active(null);
    String key = tenant + "/" + ACCOUNT;

    // When
    wire.send(new ProducerRecord<>(Topics.CLOUDTRAIL_BATCHES, key, null));
    wire.send(new ProducerRecord<>(Topics.CLOUDTRAIL_BATCHES, key, file(1).gzip()));
    wire.batch(tenant, connection, file(1));

    // Then
    awaitEvents(1);
    List<ConsumerRecord<String, byte[]>> dead =
        wire.all(DEAD_LETTERS).stream().filter(d -> key.equals(d.key())).toList();
    assertThat(dead.stream().map(d -> Wire.header(d, "tb_reason")))
        .containsExactly("no-value", "bad-tenant");
  }

  /** The gate follows its topics in threads of its own. */
  private void awaitGate(Class<? extends Passage> passage) {
    await()
        .until(
            () ->
                passage.isInstance(
                    loop.gate()
                        .decide(
                            tenant, connection, Instant.now(), Optional.empty(), Instant.now())));
  }

  private List<ConsumerRecord<String, byte[]>> awaitEvents(int count) {
    await().atMost(Duration.ofSeconds(60)).until(() -> events().size() >= count);
    List<ConsumerRecord<String, byte[]>> events = events();
    assertThat(events).hasSize(count);
    return events;
  }

  private List<ConsumerRecord<String, byte[]>> events() {
    return wire.all(Topics.CLOUDTRAIL_EVENTS).stream()
        .filter(e -> Wire.header(e, BatchHeaders.CONNECTION).equals(connection.toString()))
        .toList();
  }

  private List<ConsumerRecord<String, byte[]>> awaitDead(String ofTenant) {
    await().atMost(Duration.ofSeconds(60)).until(() -> !dead(ofTenant).isEmpty());
    return dead(ofTenant);
  }

  private List<ConsumerRecord<String, byte[]>> dead(String ofTenant) {
    return wire.all(DEAD_LETTERS).stream()
        .filter(d -> Wire.header(d, BatchHeaders.TENANT).equals(ofTenant))
        .toList();
  }

  /** Waits until so many records are accounted for: out, filtered, duplicate or dead. */
  private ConnectionStats awaitStats(long records) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              ConnectionStats sum = stats();
              return sum.records() + sum.filtered() + sum.duplicates() + sum.dead() >= records;
            });
    return stats();
  }

  private ConnectionStats stats() {
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

  private static List<String> ids(List<ConsumerRecord<String, byte[]>> events) {
    return events.stream().map(event -> Wire.header(event, WireFormat.ID)).toList();
  }

  private static LogFile file(int records) {
    return FILES.next(ACCOUNT, "eu-west-1", DELIVERED, records);
  }

  private static LogFile with(LogFile file, String unique, List<LogEvent> events) {
    return new LogFile(file.account(), file.region(), file.deliveredAt(), unique, events);
  }

  private static List<LogEvent> concat(List<LogEvent> one, List<LogEvent> other) {
    List<LogEvent> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  private static byte[] zip(String text) {
    var file = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(file)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return file.toByteArray();
  }
}
