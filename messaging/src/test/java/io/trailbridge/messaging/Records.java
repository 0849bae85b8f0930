package io.trailbridge.messaging;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics from their beginning. */
final class Records {
  private Records() {}

  /** The first record with a key, once it is there. */
  static ConsumerRecord<String, byte[]> first(String bootstrap, String topic, String key) {
    return until(bootstrap, topic, key).stream()
        .filter(it -> key.equals(it.key()))
        .findFirst()
        .orElseThrow();
  }

  /** All records of the topic, once one with this key is among them. */
  static List<ConsumerRecord<String, byte[]>> until(String bootstrap, String topic, String key) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(it -> new TopicPartition(topic, it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .pollInSameThread()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.stream().anyMatch(it -> key.equals(it.key()));
              });
    }
    return records;
  }
}
