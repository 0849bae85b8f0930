package io.trailbridge.provisioning;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.messaging.Received;
import io.trailbridge.messaging.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes messages as others do, and reads topics from their beginning. */
final class Wire implements AutoCloseable {
  private final String bootstrapServers;
  private final KafkaProducer<String, byte[]> producer;

  Wire(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  void send(String topic, String key, Record message) {
    String id = UUID.randomUUID().toString();
    try {
      producer
          .send(
              WireFormat.record(topic, key, message, "/trailbridge/test", id, null, Instant.now()))
          .get();
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not take a message", e);
    }
  }

  /** What is no message of ours, such as a log file. */
  void send(String topic, String key, byte[] value, Map<String, String> headers) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
    headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    try {
      producer.send(record).get();
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not take a record", e);
    }
  }

  /** The records of a topic that are of interest, as many as there are now. */
  List<ConsumerRecord<String, byte[]>> read(
      String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(it -> new TopicPartition(topic, it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(it -> consumer.position(it.getKey()) < it.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (wanted.test(record)) {
            found.add(record);
          }
        }
      }
    }
    return found;
  }

  /** The messages of a topic with this key that can be read. */
  <M> List<M> messages(String topic, Class<M> sealed, String key) {
    List<M> messages = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : read(topic, it -> key.equals(it.key()))) {
      if (WireFormat.read(sealed, record) instanceof Received.Known<M> known) {
        messages.add(known.message());
      }
    }
    return messages;
  }

  @Override
  public void close() {
    producer.close();
  }
}
