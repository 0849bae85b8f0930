package io.trailbridge.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailbridge.testbed.Broker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DeadLettersIT {
  private static final String BATCHES = "trailbridge.cloudtrail.batches";
  private static final String RESULTS = "trailbridge.provisioning.results";

  private static Broker broker;

  @BeforeAll
  static void start() {
    broker = Broker.start();
    letter(BATCHES, 3, "gzip-checksum", "not gzip", null);
    letter(BATCHES, 3, "record-bad-event-id", "{\"eventID\":7}", "4");
    letter(BATCHES, 3, "record-too-large", "{\"eventID\":", "5");
    letter(RESULTS, 0, "bad-json\u001b[31m", "{", null);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void shouldListThoseOfAllTopicsAndCountThemByReason() {
    assertThat(run("list"))
        .contains("gzip-checksum")
        .contains("from " + BATCHES + "/7/42  at 3/0  8 bytes")
        .contains("from " + BATCHES + "/7/42  at 3/1  13 bytes  record 4")
        .contains("1  " + BATCHES + "  record-bad-event-id")
        .contains("bad-json?[31m")
        .doesNotContain("eventID");
  }

  @Test
  void shouldListNoMoreThanAskedForAndStillCountAll() {
    assertThat(run("list", "--topic", BATCHES, "--limit", "1"))
        .contains("... and 2 more")
        .contains("1  " + BATCHES + "  record-too-large")
        .doesNotContain(RESULTS);
    assertThat(run("list", "--reason", "no-such-reason")).contains("No dead letters.");
  }

  @Test
  void shouldShowOneAndItsValueOnlyIfAskedTo() {
    assertThat(run("show", "3/1", "--topic", BATCHES))
        .contains("tb_tenant = acme")
        .doesNotContain("eventID");
    assertThat(run("show", "3/1", "--topic", BATCHES, "--value")).contains("{\"eventID\":7}");
  }

  @Test
  void shouldSendOneRecordOfAFileBackAsAFile() throws IOException {
    // When
    assertThat(run("replay", "3/1", "--topic", BATCHES)).contains("Sent 1 back to " + BATCHES);

    // Then
    ConsumerRecord<byte[], byte[]> sent = last(BATCHES, "record");
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(sent.value()))) {
      assertThat(new String(gzip.readAllBytes(), UTF_8))
          .isEqualTo("{\"Records\":[{\"eventID\":7}]}");
    }
    assertThat(new String(sent.key(), UTF_8)).isEqualTo("acme/record");
    assertThat(headers(sent))
        .containsEntry("tb_tenant", "acme")
        .containsEntry("tb_origin", "REPLAY")
        .containsKey("tb_replayed")
        .doesNotContainKeys("tb_reason", "tb_topic", "tb_partition", "tb_offset", "tb_index");
  }

  @Test
  void shouldSendAllWithOneReasonBackAsTheyWere() {
    // When
    run("replay", "--topic", BATCHES, "--reason", "gzip-checksum");

    // Then
    assertThat(last(BATCHES, "batch").value()).isEqualTo("not gzip".getBytes(UTF_8));
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThatThrownBy(() -> run("replay", "3/2", "--topic", BATCHES))
        .hasStackTraceContaining("the beginning of it only");
    assertThatThrownBy(() -> run("replay", "11/99", "--topic", BATCHES))
        .hasStackTraceContaining("There is no dead letter at 11/99");
    assertThatThrownBy(() -> run("replay", "--topic", BATCHES))
        .hasStackTraceContaining("or a --reason");
    assertThatThrownBy(() -> run("list", "--topic", "nothing"))
        .hasStackTraceContaining("has no nothing.dead-letter");
  }

  @Test
  void shouldSayThatNoBrokerIsThere() {
    assertThatThrownBy(() -> runAt("127.0.0.1:1", "list"))
        .hasStackTraceContaining("No broker answers at 127.0.0.1:1");
  }

  private static String run(String... arguments) {
    return runAt(broker.bootstrapServers(), arguments);
  }

  private static String runAt(String address, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--broker", address));
    all.addAll(List.of(arguments));
    var printed = new ByteArrayOutputStream();
    CommandLine command = new CommandLine(new DeadLettersCommand(new PrintStream(printed)));
    List<Exception> problems = new ArrayList<>();
    command.setExecutionExceptionHandler(
        (problem, _, _) -> {
          problems.add(problem);
          return 1;
        });
    int exit = command.execute(all.toArray(String[]::new));
    if (!problems.isEmpty()) {
      throw new IllegalStateException(problems.getFirst());
    }
    assertThat(exit).isZero();
    return printed.toString(UTF_8);
  }

  private static void letter(
      String topic, int partition, String reason, String value, String index) {
    var record =
        new ProducerRecord<>(
            topic + ".dead-letter",
            partition,
            (index == null ? "acme/batch" : "acme/record").getBytes(UTF_8),
            value.getBytes(UTF_8));
    Map<String, String> headers =
        Map.of(
            "tb_tenant", "acme",
            "tb_origin", "LIVE",
            "tb_reason", reason,
            "tb_topic", topic,
            "tb_partition", "7",
            "tb_offset", "42");
    headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    if (index != null) {
      record.headers().add("tb_index", index.getBytes(UTF_8));
    }
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      var _ = producer.send(record);
    }
  }

  /** The last record of the topic whose key ends so. */
  private static ConsumerRecord<byte[], byte[]> last(String topic, String keyEnd) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (new String(record.key(), UTF_8).endsWith(keyEnd)) {
            found.add(record);
          }
        }
      }
    }
    return found.getLast();
  }

  private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }
}
