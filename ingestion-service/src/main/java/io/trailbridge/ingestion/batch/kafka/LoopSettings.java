package io.trailbridge.ingestion.batch.kafka;

import io.trailbridge.ingestion.batch.IngestionConfig;
import io.trailbridge.ingestion.batch.domain.DecodeLimits;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The Kafka clients of one loop, as {@link IngestionConfig} and the broker's own settings want. */
final class LoopSettings {
  /** A dead letter is a batch with its headers and ours. */
  static final int LARGEST_REQUEST = 6 << 20;

  private static final int LARGEST_BATCH = 5 << 20;

  private final Map<String, Object> kafka;
  private final IngestionConfig config;
  private final int number;

  LoopSettings(Map<String, Object> kafka, IngestionConfig config, int number) {
    this.kafka = kafka;
    this.config = config;
    this.number = number;
  }

  /** The same after every restart, and nobody else's. */
  String name() {
    return config.instance() + "-" + number;
  }

  IngestionConfig config() {
    return config;
  }

  DecodeLimits limits() {
    IngestionConfig.Decode decode = config.decode();
    return new DecodeLimits(
        decode.compressedBytes(),
        decode.inflatedBytes(),
        decode.ratio(),
        decode.ratioFreeBytes(),
        decode.members(),
        decode.depth(),
        decode.stringBytes(),
        decode.nameBytes(),
        decode.numberChars(),
        decode.recordBytes(),
        decode.records(),
        decode.badRecords());
  }

  Map<String, Object> batchConsumer() {
    Map<String, Object> settings = consumer("batches");
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, config.groupProtocol());
    if (config.groupProtocol().equals("classic")) {
      settings.put(
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) config.sessionTimeout().toMillis());
      settings.put(
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
          (int) config.sessionTimeout().toMillis() / 4);
      settings.put(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          CooperativeStickyAssignor.class.getName());
    }
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, config.fetchBytes());
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LARGEST_BATCH);
    return settings;
  }

  Map<String, Object> seenConsumer() {
    return consumer("seen");
  }

  private Map<String, Object> consumer(String purpose) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().retainAll(ConsumerConfig.configNames());
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, name() + "-" + purpose);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return settings;
  }

  Map<String, Object> producer() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().retainAll(ProducerConfig.configNames());
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, name() + "-events");
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name());
    settings.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) config.transactionTimeout().toMillis());
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    return settings;
  }

  Map<String, Object> admin() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().retainAll(AdminClientConfig.configNames());
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, name() + "-offsets");
    return settings;
  }
}
