package io.trailbridge.license;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.messaging.Received;
import io.trailbridge.messaging.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning, as anybody would. */
public final class EventLog implements AutoCloseable {
  private final Consumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

  private EventLog(Consumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  public static EventLog of(String topic, String bootstrapServers) {
    Consumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(it -> new TopicPartition(topic, it.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return new EventLog(consumer);
  }

  /** All records up to now. */
  public List<ConsumerRecord<String, byte[]>> records() {
    poll().forEach(records::add);
    return List.copyOf(records);
  }

  /** The records that came since, and are not kept: for those who read very many. */
  public Iterable<ConsumerRecord<String, byte[]>> poll() {
    return consumer.poll(Duration.ofMillis(50));
  }

  /** The licence events up to now. */
  public List<LicenseEvent> events() {
    List<LicenseEvent> events = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : records()) {
      if (WireFormat.read(LicenseEvent.class, record)
          instanceof Received.Known<LicenseEvent>(var event, _)) {
        events.add(event);
      }
    }
    return events;
  }

  /** The licence events of one tenant up to now. */
  public List<LicenseEvent> eventsOf(TenantId tenant) {
    return events().stream().filter(it -> it.tenantId().equals(tenant)).toList();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
