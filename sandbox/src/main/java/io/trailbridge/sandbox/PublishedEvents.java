package io.trailbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads {@code trailbridge.cloudtrail.events} as any consumer does, read committed and from the
 * beginning, and keeps who saw what.
 */
final class PublishedEvents implements AutoCloseable {
  private static final String TOPIC = "trailbridge.cloudtrail.events";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<Event> events = new ArrayList<>();

  /** One record of the topic: whose it is, and what it says. */
  record Event(String tenant, String connection, String id, String account, byte[] value) {
    JsonNode json() {
      try {
        return JSON.readTree(value);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  PublishedEvents(String bootstrapServers) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(TOPIC).stream()
            .map(partition -> new TopicPartition(TOPIC, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** All events so far that the predicate takes, in the order of their partitions. */
  List<Event> where(Predicate<Event> wanted) {
    readOn();
    return events.stream().filter(wanted).toList();
  }

  /** All events so far of one connection. */
  List<Event> of(String connectionId) {
    return where(event -> event.connection().equals(connectionId));
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void readOn() {
    var ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofMillis(200))) {
        String key = new String(event.key(), StandardCharsets.UTF_8);
        events.add(
            new Event(
                header(event, "tb_tenant"),
                header(event, "tb_connection"),
                header(event, "ce_id"),
                key.substring(key.indexOf('/') + 1),
                event.value()));
      }
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> event, String name) {
    Header header = event.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
