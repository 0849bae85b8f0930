package io.trailbridge.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a whole topic from its beginning, and what comes later. */
final class TopicReader implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<Seen> seen = new ArrayList<>();

  TopicReader(String bootstrapServers, String topic) {
    Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** All records so far. */
  List<Seen> poll() {
    consumer.poll(Duration.ofMillis(100)).forEach(record -> seen.add(Seen.of(record)));
    return List.copyOf(seen);
  }

  /** The values so far, each at the place where it came first. */
  Set<String> values() {
    var values = new LinkedHashSet<String>();
    poll().forEach(record -> values.add("" + record.value()));
    return values;
  }

  @Override
  public void close() {
    consumer.close();
  }

  /**
   * A record without its offset and time: headers as {@code name=value} in their order, and all of
   * it in hexadecimal digits.
   */
  record Seen(
      int partition,
      @Nullable String key,
      @Nullable String value,
      List<String> headers,
      String bytes) {

    private static Seen of(ConsumerRecord<byte[], byte[]> record) {
      var headers =
          StreamSupport.stream(record.headers().spliterator(), false)
              .map(header -> header.key() + "=" + text(header.value()))
              .toList();
      return new Seen(
          record.partition(), text(record.key()), text(record.value()), headers, bytes(record));
    }

    private static String bytes(ConsumerRecord<byte[], byte[]> record) {
      var all = new ArrayList<String>();
      all.add(hex(record.key()));
      all.add(hex(record.value()));
      for (var header : record.headers()) {
        all.add(hex(header.key().getBytes(UTF_8)));
        all.add(hex(header.value()));
      }
      return String.join(" ", all);
    }

    private static String hex(byte @Nullable [] bytes) {
      return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
      return bytes == null ? null : new String(bytes, UTF_8);
    }
  }
}
