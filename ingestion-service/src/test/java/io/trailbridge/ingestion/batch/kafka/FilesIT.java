package io.trailbridge.ingestion.batch.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.cloudtrail.StatsMessage.ConnectionStats;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.ingestion.batch.kafka.Wire.ConsumedAt;
import io.trailbridge.messaging.WireFormat;
import io.trailbridge.testbed.cloudtrail.LogEvent;
import io.trailbridge.testbed.cloudtrail.LogFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What comes out of files: good, repeated, unwanted, broken. */
class FilesIT extends LoopScene {
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
    assertThat(json.get("type_uid").asInt() / 100).isEqualTo(json.get("class_uid").asInt());
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
  void shouldSetAsideWhatKafkaRefusesAndGoOn() {
    // Given
    active(null);
    LogFile file = file(5);
    byte[] large = zip("{\"Records\":[" + file.events().getFirst().json() + "," + large() + "]}");
    byte[] another = zip("{\"Records\":[" + large() + "]}");

    // When
    wire.batch(tenant, connection, file(5));
    wire.batch(tenant, connection, file, large);
    wire.batch(tenant, connection, file, another);
    wire.batch(tenant, connection, file);

    // Then
    awaitEvents(10);
    List<ConsumerRecord<String, byte[]>> dead = dead(tenant.value());
    assertThat(dead.stream().map(d -> Wire.header(d, "tb_reason")))
        .containsExactly("refused-by-kafka", "refused-by-kafka");
    assertThat(dead.stream().map(ConsumerRecord::value)).containsExactly(large, another);
    assertThat(awaitStats(12).dead()).isEqualTo(2);
  }

  /** A record whose event has more bytes than the topic takes, however they are compressed. */
  private static String large() {
    var noise = new StringBuilder();
    new SplittableRandom(3)
        .ints(3_000_000, 'a', 'z' + 1)
        .forEach(letter -> noise.append((char) letter));
    return "{\"eventID\":\"%s\",\"requestParameters\":{\"x\":\"%s\"}}"
        .formatted(UUID.randomUUID(), noise);
  }

  @Test
  void shouldSetAsideWhatIsLargerThanADeadLetterAndGoOn() {
    // Given: so much fits on the topic since it is compressed there
    active(null);
    byte[] larger = new byte[8 << 20];
    ProducerRecord<String, byte[]> manyLabels =
        Wire.record(tenant, connection, file(1), "no gzip".getBytes(UTF_8));
    manyLabels.headers().add("unknown", larger);

    // When
    try (var compressing = Wire.compressing(wire.bootstrapServers())) {
      compressing.batch(tenant, connection, file(1), larger);
      compressing.send(manyLabels);
    }
    wire.batch(tenant, connection, file(2));

    // Then
    awaitEvents(2);
    List<ConsumerRecord<String, byte[]>> dead = dead(tenant.value());
    assertThat(dead.stream().map(d -> Wire.header(d, "tb_reason")))
        .containsExactly("batch-too-large", "not-gzip");
    assertThat(Wire.header(dead.getFirst(), "tb_truncated")).isEqualTo("" + larger.length);
    assertThat(dead.getFirst().value()).hasSizeBetween(5 << 20, 6 << 20);
    assertThat(dead.getLast().value()).isEqualTo("no gzip".getBytes(UTF_8));
    assertThat(dead.getLast().headers().lastHeader("unknown")).isNull();
  }

  @Test
  void shouldSetAsideWhatSaysNothingOfItself() {
    // Given
    active(null);
    String key = tenant + "/" + ACCOUNT;
    String mine = connection.toString();
    Map<String, String> known =
        Map.of(
            BatchHeaders.TENANT,
            tenant.value(),
            BatchHeaders.CONNECTION,
            mine,
            BatchHeaders.OBJECT,
            "s3://bucket/AWSLogs/" + file(1).path());

    // When
    wire.send(new ProducerRecord<>(Topics.CLOUDTRAIL_BATCHES, key, null));
    wire.send(labelled(key, Map.of()));
    wire.send(labelled(key, Map.of(BatchHeaders.TENANT, tenant.value())));
    wire.send(
        labelled(key, Map.of(BatchHeaders.TENANT, tenant.value(), BatchHeaders.CONNECTION, mine)));
    wire.send(labelled(tenant + "/1", known));
    wire.send(labelled("another-tenant/" + ACCOUNT, known));
    wire.batch(tenant, connection, file(1));

    // Then
    awaitEvents(1);
    List<ConsumerRecord<String, byte[]>> dead =
        wire.all(DEAD_LETTERS).stream().filter(d -> key.equals(d.key())).toList();
    assertThat(dead.stream().map(d -> Wire.header(d, "tb_reason")))
        .containsExactly("no-value", "bad-tenant", "bad-connection", "bad-object");
    assertThat(
            wire.all(DEAD_LETTERS).stream()
                .filter(d -> mine.equals(Wire.header(d, BatchHeaders.CONNECTION)))
                .map(d -> Wire.header(d, "tb_reason")))
        .containsExactlyInAnyOrder("bad-object", "key-mismatch", "key-mismatch");
  }

  private ProducerRecord<String, byte[]> labelled(String key, Map<String, String> labels) {
    var record = new ProducerRecord<>(Topics.CLOUDTRAIL_BATCHES, key, file(1).gzip());
    labels.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }
}
