package io.trailbridge.ingestion.batch.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Hold;
import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.messaging.WireFormat;
import io.trailbridge.testbed.cloudtrail.LogFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes what other services write, and reads what comes out as consumers should. */
final class Wire implements AutoCloseable {
  private final String bootstrapServers;
  private final Producer<String, byte[]> producer;

  Wire(String bootstrapServers) {
    this(bootstrapServers, "none");
  }

  /** Compresses what it writes, so that there may be more in it than the topic takes. */
  static Wire compressing(String bootstrapServers) {
    return new Wire(bootstrapServers, "gzip");
  }

  private Wire(String bootstrapServers, String compression) {
    this.bootstrapServers = bootstrapServers;
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "enable.idempotence",
                "true",
                "compression.type",
                compression,
                "max.request.size",
                "25000000"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  void license(TenantId tenant, long version, boolean valid, Instant at) {
    LicenseEvent event =
        valid
            ? new LicenseActivated(
                tenant,
                LicensePackage.PUBLIC_CLOUD,
                version,
                at,
                true,
                at,
                at.plusSeconds(99),
                LicenseReason.GRANTED)
            : new LicenseExpired(
                tenant,
                LicensePackage.PUBLIC_CLOUD,
                version,
                at,
                false,
                at,
                at.plusSeconds(99),
                LicenseReason.EXPIRED);
    send(Topics.LICENSE_EVENTS, tenant + "/PUBLIC_CLOUD", (Record) event);
  }

  void state(
      TenantId tenant,
      ConnectionId connection,
      long version,
      ConnectionStatus status,
      @Nullable Instant heldSince,
      @Nullable List<AccountId> accounts) {
    send(
        Topics.CONNECTION_STATE,
        connection.toString(),
        new ConnectionState(
            connection,
            tenant,
            status,
            heldSince == null ? Set.of() : Set.of(Hold.USER),
            heldSince,
            1,
            version,
            Partition.AWS,
            new AccountId("222222222222"),
            new AwsRegion("eu-west-1"),
            accounts != null,
            null,
            accounts,
            Delivery.PULL,
            1,
            null,
            null,
            List.of(),
            null,
            null,
            null));
  }

  private void send(String topic, String key, Record message) {
    send(
        WireFormat.record(
            topic,
            key,
            message,
            "/trailbridge/test",
            UUID.randomUUID().toString(),
            null,
            Instant.now()));
  }

  /** The batch's place on its topic. */
  ConsumedAt batch(TenantId tenant, ConnectionId connection, LogFile file) {
    return batch(tenant, connection, file, file.gzip());
  }

  ConsumedAt batch(TenantId tenant, ConnectionId connection, LogFile file, byte[] gzip) {
    return send(record(tenant, connection, file, gzip));
  }

  /** A batch as the worker writes it. */
  static ProducerRecord<String, byte[]> record(
      TenantId tenant, ConnectionId connection, LogFile file, byte[] gzip) {
    var record =
        new ProducerRecord<>(Topics.CLOUDTRAIL_BATCHES, tenant + "/" + file.account(), gzip);
    record.headers().add(BatchHeaders.TENANT, tenant.value().getBytes(UTF_8));
    record.headers().add(BatchHeaders.CONNECTION, connection.toString().getBytes(UTF_8));
    record
        .headers()
        .add(BatchHeaders.OBJECT, ("s3://bucket/AWSLogs/" + file.path()).getBytes(UTF_8));
    record.headers().add(BatchHeaders.ORIGIN, "LIVE".getBytes(UTF_8));
    return record;
  }

  /** Where a record landed. */
  record ConsumedAt(int partition, long offset, Instant appendedAt) {}

  ConsumedAt send(ProducerRecord<String, byte[]> record) {
    try {
      var metadata = producer.send(record).get();
      return new ConsumedAt(
          metadata.partition(), metadata.offset(), Instant.ofEpochMilli(metadata.timestamp()));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Everything of a topic that was committed, from its beginning. */
  List<ConsumerRecord<String, byte[]>> all(String topic) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (var consumer = reader(topic)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** Reads committed records of all partitions from the beginning. */
  Consumer<String, byte[]> reader(String topic) {
    var consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  static String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
