package io.trailbridge.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.testbed.Broker;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestbedResource.class)
class ReceiverIT {
  private static final String TOPIC = Topics.PROVISIONING_COMMANDS;
  private static final String DEAD = Topics.deadLetterOf(TOPIC);
  private static final TenantId ACME = new TenantId("acme");
  private static final Instant AT = Instant.parse("2026-11-23T16:00:00Z");

  @Inject Sender sender;
  @Inject TestConsumers consumers;
  Broker broker;
  private String run;

  @BeforeEach
  void name() {
    run = UUID.randomUUID().toString();
  }

  @Test
  void shouldHandleMessagesOfAKeyInOrder() {
    // Given
    String key = UUID.randomUUID().toString();
    List<String> wishes = IntStream.range(0, 100).mapToObj(i -> run + "-" + i).toList();
    // When
    wishes.forEach(wish -> send(key, wish));
    // Then
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> ofRun(consumers.handledInOrder).size() == 100);
    await().atMost(Duration.ofSeconds(60)).until(() -> ofRun(consumers.handledKeyed).size() == 100);
    assertThat(ofRun(consumers.handledInOrder)).isEqualTo(wishes);
    assertThat(ofRun(consumers.handledKeyed)).isEqualTo(wishes);
  }

  @Test
  void shouldTryAgainWhatFailsInPassing() {
    // Given
    String key = UUID.randomUUID().toString();
    // When
    send(key, "passing " + run);
    send(key, "next " + run);
    // Then
    await().atMost(Duration.ofSeconds(60)).until(() -> ofRun(consumers.handledInOrder).size() == 2);
    assertThat(ofRun(consumers.handledInOrder)).containsExactly("passing " + run, "next " + run);
  }

  @Test
  void shouldDeadLetterWhatFailsForGood() {
    // Given
    String key = UUID.randomUUID().toString();
    // When
    send(key, "permanent " + run);
    // Then
    ConsumerRecord<String, byte[]> dead = Records.first(broker.bootstrapServers(), DEAD, key);
    Map<String, String> headers = headers(dead);
    ConsumerRecord<String, byte[]> original = Records.first(broker.bootstrapServers(), TOPIC, key);
    assertThat(headers)
        .containsEntry("tb_reason", "tenant-mismatch")
        .containsEntry("tb_topic", TOPIC)
        .containsEntry("tb_partition", Integer.toString(original.partition()))
        .containsEntry("tb_offset", Long.toString(original.offset()))
        .containsAllEntriesOf(headers(original));
    assertThat(dead.value()).isEqualTo(original.value());
  }

  @Test
  void shouldDeadLetterWhatIsBrokenAndTypesThatAreUnknown() {
    // Given
    String broken = UUID.randomUUID().toString();
    String unknown = UUID.randomUUID().toString();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(TOPIC, null, unknown.getBytes(UTF_8), "{}".getBytes(UTF_8));
    record.headers().add("ce_specversion", "1.0".getBytes(UTF_8));
    record.headers().add("ce_type", "io.trailbridge.SingASong.v1".getBytes(UTF_8));
    // When
    sender.send(new ProducerRecord<>(TOPIC, broken.getBytes(UTF_8), new byte[] {0, 1, 2}));
    sender.send(record);
    // Then
    assertThat(headers(Records.first(broker.bootstrapServers(), DEAD, broken)))
        .containsEntry("tb_reason", "no-type");
    assertThat(headers(Records.first(broker.bootstrapServers(), DEAD, unknown)))
        .containsEntry("tb_reason", "unknown-type");
  }

  @Test
  void shouldCommitUpToTheFirstUnfinishedJob() throws Exception {
    // Given
    CountDownLatch release = new CountDownLatch(1);
    consumers.latches.put("slow " + run, release);
    String slow = UUID.randomUUID().toString();
    send(slow, "slow " + run);
    long offset = Records.first(broker.bootstrapServers(), TOPIC, slow).offset();
    int partition = Records.first(broker.bootstrapServers(), TOPIC, slow).partition();
    // When
    List<String> others = IntStream.range(0, 20).mapToObj(_ -> sendTo(partition)).toList();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> ofRun(consumers.handledKeyed).containsAll(others));
    // Then
    assertThat(committed(partition)).isLessThanOrEqualTo(offset);
    release.countDown();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> committed(partition) >= offset + 1 + others.size());
  }

  private String sendTo(int partition) {
    String wish = "other " + run + UUID.randomUUID();
    String key = UUID.randomUUID().toString();
    ProducerRecord<String, byte[]> record = record(key, wish);
    sender.send(
        new ProducerRecord<>(
            TOPIC, partition, key.getBytes(UTF_8), record.value(), record.headers()));
    return wish;
  }

  private void send(String key, String wish) {
    ProducerRecord<String, byte[]> record = record(key, wish);
    sender.send(
        new ProducerRecord<>(TOPIC, null, key.getBytes(UTF_8), record.value(), record.headers()));
  }

  private static ProducerRecord<String, byte[]> record(String key, String wish) {
    return WireFormat.record(
        TOPIC,
        key,
        Samples.verify(ConnectionId.of(key), ACME, wish),
        "/test",
        UUID.randomUUID().toString(),
        key,
        AT);
  }

  private List<String> ofRun(List<String> handled) {
    synchronized (handled) {
      return handled.stream().filter(it -> it.contains(run)).toList();
    }
  }

  private long committed(int partition) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      var offset =
          admin
              .listConsumerGroupOffsets("keyed")
              .partitionsToOffsetAndMetadata()
              .get()
              .get(new TopicPartition(TOPIC, partition));
      return offset == null ? 0 : offset.offset();
    }
  }

  private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
    Map<String, String> texts = new TreeMap<>();
    record.headers().forEach(it -> texts.put(it.key(), new String(it.value(), UTF_8)));
    return texts;
  }
}
