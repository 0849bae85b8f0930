package io.trailbridge.integration.ops.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.messaging.DeadLetters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Why letters are dead, out of their headers. Each look reads on from where the one before ended,
 * and for a moment alone: where very many came, the next looks see the rest. Of a partition the
 * newest alone are read, since a dead letter can be a whole log file. For one thread at a time.
 */
final class DeadLetterReasons implements AutoCloseable {
  static final long NEWEST = 1_000;
  private static final Duration MOMENT = Duration.ofMillis(500);
  private static final Duration TURN = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, TreeMap<Long, String>> known = new HashMap<>();

  DeadLetterReasons(Map<String, Object> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.keySet().retainAll(ConsumerConfig.configNames());
    config.keySet().remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 3_000);
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * How many of the letters that are kept there are by reason, as far as they were read.
   *
   * @param begins offset of the first letter that is kept, by partition
   * @param ends offset of the next letter
   */
  Map<String, Map<String, Long>> count(
      Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
    List<TopicPartition> filled =
        begins.entrySet().stream()
            .filter(it -> it.getValue() < end(ends, it.getKey()))
            .map(Map.Entry::getKey)
            .toList();
    known.keySet().retainAll(filled);
    begin(filled, begins, ends);
    readOn(ends);
    Map<String, Map<String, Long>> reasons = new TreeMap<>();
    known.forEach(
        (partition, letters) -> {
          letters.headMap(begins.getOrDefault(partition, 0L)).clear();
          letters
              .values()
              .forEach(
                  reason ->
                      reasons
                          .computeIfAbsent(partition.topic(), _ -> new TreeMap<>())
                          .merge(reason, 1L, Long::sum));
        });
    return reasons;
  }

  private void begin(
      List<TopicPartition> filled,
      Map<TopicPartition, Long> begins,
      Map<TopicPartition, Long> ends) {
    if (consumer.assignment().equals(java.util.Set.copyOf(filled))) {
      return;
    }
    consumer.assign(filled);
    for (TopicPartition partition : filled) {
      TreeMap<Long, String> letters = known.get(partition);
      if (letters == null) {
        known.put(partition, new TreeMap<>());
        consumer.seek(
            partition, Math.max(begins.getOrDefault(partition, 0L), end(ends, partition) - NEWEST));
      }
    }
  }

  private void readOn(Map<TopicPartition, Long> ends) {
    long until = System.nanoTime() + MOMENT.toNanos();
    List<TopicPartition> assigned = new ArrayList<>(consumer.assignment());
    while (assigned.stream().anyMatch(it -> consumer.position(it) < end(ends, it))
        && System.nanoTime() - until < 0) {
      for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(TURN)) {
        TreeMap<Long, String> letters =
            known.get(new TopicPartition(letter.topic(), letter.partition()));
        if (letters != null) {
          letters.put(letter.offset(), reason(letter));
          if (letters.size() > NEWEST) {
            letters.pollFirstEntry();
          }
        }
      }
    }
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  private static String reason(ConsumerRecord<byte[], byte[]> letter) {
    @Nullable Header header = letter.headers().lastHeader(DeadLetters.REASON);
    return header == null || header.value() == null
        ? "unknown"
        : new String(header.value(), UTF_8).intern();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
