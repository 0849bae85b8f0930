package io.trailbridge.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.messaging.WireFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts, read committed, how often each event came out; in its caller's thread. */
final class Outlet implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int POLLS_A_MINUTE = 300;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Integer> times = new HashMap<>();

  /** Sees what comes out from now on. */
  Outlet(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "fetch.max.bytes", "20000000"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.CLOUDTRAIL_EVENTS).stream()
            .map(it -> new TopicPartition(it.topic(), it.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** Reads until so many different events are out, or nothing came for a minute: they are lost. */
  void awaitDistinct(int wanted) {
    int silent = 0;
    while (times.size() < wanted && silent < POLLS_A_MINUTE) {
      ConsumerRecords<byte[], byte[]> events = consumer.poll(POLL);
      events.forEach(this::count);
      silent = events.isEmpty() ? silent + 1 : 0;
    }
  }

  /** Reads what is there, until nothing came for a while. */
  void drain() {
    int before;
    do {
      before = total();
      for (int i = 0; i < 10; i++) {
        consumer.poll(POLL).forEach(this::count);
      }
    } while (total() > before);
  }

  int total() {
    return times.values().stream().mapToInt(it -> it).sum();
  }

  int distinct() {
    return times.size();
  }

  long twice() {
    return times.values().stream().filter(it -> it > 1).count();
  }

  private void count(ConsumerRecord<byte[], byte[]> event) {
    String id = new String(event.headers().lastHeader(WireFormat.ID).value(), UTF_8);
    times.merge(id, 1, Integer::sum);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
