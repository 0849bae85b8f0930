package io.trailbridge.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.messaging.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes what the other services write: a licence, a connection, and its files. */
final class Feed implements AutoCloseable {
  private static final TenantId TENANT = new TenantId("bench");

  private final KafkaProducer<String, byte[]> producer;
  private final ConnectionId connection = new ConnectionId(UUID.randomUUID());

  Feed(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "acks", "all",
                "max.request.size", "6000000"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** An active connection of a licensed tenant. */
  void connection() {
    Instant now = Instant.now();
    send(
        Topics.LICENSE_EVENTS,
        TENANT + "/PUBLIC_CLOUD",
        new LicenseActivated(
            TENANT,
            LicensePackage.PUBLIC_CLOUD,
            1,
            now,
            true,
            now.minusSeconds(60),
            now.plus(Duration.ofDays(30)),
            LicenseReason.GRANTED));
    send(
        Topics.CONNECTION_STATE,
        connection.toString(),
        new ConnectionState(
            connection,
            TENANT,
            ConnectionStatus.ACTIVE,
            Set.of(),
            null,
            1,
            1,
            Partition.AWS,
            new AccountId("222222222222"),
            new AwsRegion("eu-west-1"),
            false,
            null,
            null,
            Delivery.PULL,
            1,
            null,
            null,
            List.of(),
            null,
            null,
            null));
    producer.flush();
  }

  /** A file on its way; it is sent when {@link #flush} has returned. */
  void file(String account, String path, byte[] gzip) {
    var record = new ProducerRecord<>(Topics.CLOUDTRAIL_BATCHES, TENANT + "/" + account, gzip);
    label(record, BatchHeaders.TENANT, TENANT.value());
    label(record, BatchHeaders.CONNECTION, connection.toString());
    label(record, BatchHeaders.OBJECT, "s3://bucket/AWSLogs/" + path);
    label(record, BatchHeaders.ORIGIN, "LIVE");
    var _ = producer.send(record);
  }

  void flush() {
    producer.flush();
  }

  private void send(String topic, String key, Record message) {
    var _ =
        producer.send(
            WireFormat.record(
                topic,
                key,
                message,
                "/trailbridge/bench",
                UUID.randomUUID().toString(),
                key,
                Instant.now()));
  }

  private static void label(ProducerRecord<?, ?> record, String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }

  @Override
  public void close() {
    producer.close();
  }
}
