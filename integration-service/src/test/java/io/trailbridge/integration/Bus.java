package io.trailbridge.integration;

import io.trailbridge.messaging.DeadLetters;
import io.trailbridge.messaging.WireFormat;
import io.trailbridge.testbed.Broker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka as the other services see it. */
public final class Bus implements AutoCloseable {
  private final KafkaProducer<String, byte[]> producer;
  private final String bootstrapServers;

  /** A client of this broker. */
  public Bus(Broker broker) {
    bootstrapServers = broker.bootstrapServers();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Sends a message and waits for Kafka. */
  public void send(String topic, String key, Record message, String source) throws Exception {
    send(
        WireFormat.record(
            topic, key, message, source, UUID.randomUUID().toString(), key, Instant.now()));
  }

  /** Sends a record that somebody wrote by hand, and waits for Kafka. */
  public void send(ProducerRecord<String, byte[]> record) throws Exception {
    producer.send(record).get();
  }

  /** The values of a key in a topic up to now, oldest first, as text; null for a tombstone. */
  public List<Said> said(String topic, String key) {
    return records(topic, key).stream()
        .map(
            it ->
                new Said(
                    header(it, "ce_type"),
                    it.value() == null ? null : new String(it.value(), StandardCharsets.UTF_8)))
        .toList();
  }

  /** Why the dead letters of a key in a topic were put aside, oldest first. */
  public List<String> reasons(String topic, String key) {
    return records(topic, key).stream().map(it -> header(it, DeadLetters.REASON)).toList();
  }

  private List<ConsumerRecord<String, byte[]>> records(String topic, String key) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(it -> new TopicPartition(topic, it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (key.equals(record.key())) {
            records.add(record);
          }
        }
      }
      return records;
    }
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** A message's wire name and JSON. */
  public record Said(String type, String json) {}

  @Override
  public void close() {
    producer.close();
  }
}
