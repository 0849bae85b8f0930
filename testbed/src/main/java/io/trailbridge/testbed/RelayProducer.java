package io.trailbridge.testbed;

import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;

/**
 * Sends the engine's records to Kafka with the bytes that a Connect worker would send: by the
 * connector's converters, headers first. A batch is done when Kafka has acknowledged all of it;
 * else the engine fails and begins it again.
 */
final class RelayProducer
    implements ChangeConsumer<RecordChangeEvent<SourceRecord>>, AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final Converter keys;
  private final Converter values;
  private final HeaderConverter headers;

  RelayProducer(Connector connector, String bootstrapServers) {
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "acks", "all",
                "enable.idempotence", "true",
                "compression.type", "lz4",
                "max.block.ms", "10000",
                "client.id", "relay-" + connector.get("topic.prefix")),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.keys = instance(connector.get("key.converter"), Converter.class);
    this.values = instance(connector.get("value.converter"), Converter.class);
    this.headers = instance(connector.get("header.converter"), HeaderConverter.class);
    keys.configure(connector.below("key.converter."), true);
    values.configure(connector.below("value.converter."), false);
    var headerConfig = new HashMap<String, Object>(connector.below("header.converter."));
    headerConfig.put("converter.type", "header");
    headers.configure(headerConfig);
  }

  @Override
  public void handleBatch(
      List<RecordChangeEvent<SourceRecord>> batch,
      RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
      throws InterruptedException {
    var sent = new ArrayList<Future<RecordMetadata>>(batch.size());
    for (var event : batch) {
      sent.add(producer.send(convert(event.record())));
    }
    for (var future : sent) {
      acknowledged(future);
    }
    for (var event : batch) {
      committer.markProcessed(event);
    }
    committer.markBatchFinished();
  }

  private static void acknowledged(Future<RecordMetadata> sent) throws InterruptedException {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not take a record: " + e.getMessage(), e);
    }
  }

  private ProducerRecord<byte[], byte[]> convert(SourceRecord source) {
    var topic = source.topic();
    var converted = new RecordHeaders();
    for (var header : source.headers()) {
      converted.add(
          header.key(),
          headers.fromConnectHeader(topic, header.key(), header.schema(), header.value()));
    }
    var key = keys.fromConnectData(topic, converted, source.keySchema(), source.key());
    var value = values.fromConnectData(topic, converted, source.valueSchema(), source.value());
    return new ProducerRecord<>(
        topic, source.kafkaPartition(), source.timestamp(), key, value, converted);
  }

  private static <T> T instance(String className, Class<T> type) {
    try {
      return Class.forName(className).asSubclass(type).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + className, e);
    }
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ofSeconds(5));
  }
}
