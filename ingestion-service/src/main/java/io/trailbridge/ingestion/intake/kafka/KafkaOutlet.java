package io.trailbridge.ingestion.intake.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.common.annotation.Identifier;
import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.contracts.cloudtrail.StatsMessage.IntakeHeartbeat;
import io.trailbridge.contracts.provisioning.ProvisioningConfirmation.SubscriptionOffered;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.ingestion.batch.domain.LogFileKey;
import io.trailbridge.ingestion.intake.IntakeConfig;
import io.trailbridge.ingestion.intake.Outlet;
import io.trailbridge.messaging.WireFormat;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One producer for all that the intake hands on; it waits for the acknowledgement of each. */
@ApplicationScoped
class KafkaOutlet implements Outlet {
  private static final String SOURCE = "/trailbridge/ingestion-service";
  private static final int LARGEST_REQUEST = 5 << 20;

  private final KafkaProducer<String, byte[]> producer;
  private final Duration patience;
  private final Clock clock;

  KafkaOutlet(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      IntakeConfig config,
      Clock clock) {
    this.patience = config.acknowledgeWithin();
    this.clock = clock;
    this.producer =
        new KafkaProducer<>(
            settings(kafka, patience), new StringSerializer(), new ByteArraySerializer());
  }

  /** As the broker's own settings want, but for what the intake promises. */
  static Map<String, Object> settings(Map<String, Object> kafka, Duration patience) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().retainAll(ProducerConfig.configNames());
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "trailbridge-intake");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.toMillis());
    // Batches are gzip already, and one of 4 MiB must pass with its headers.
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    return settings;
  }

  @Override
  public void batch(Batch batch) throws NotTaken {
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(
            Topics.CLOUDTRAIL_BATCHES,
            key(batch.tenant(), LogFileKey.ofObject(batch.object())),
            batch.gzip());
    message.headers().add(BatchHeaders.TENANT, batch.tenant().getBytes(UTF_8));
    message.headers().add(BatchHeaders.CONNECTION, batch.connection().getBytes(UTF_8));
    message.headers().add(BatchHeaders.OBJECT, batch.object().getBytes(UTF_8));
    message.headers().add(BatchHeaders.ORIGIN, Origin.LIVE.name().getBytes(UTF_8));
    send(List.of(message));
  }

  @Override
  public void objects(List<LogObject> objects) throws NotTaken {
    send(
        objects.stream()
            .map(
                object ->
                    event(
                        Topics.CLOUDTRAIL_OBJECTS,
                        key(object.tenantId().value(), LogFileKey.of(object.key())),
                        object,
                        object.connectionId().toString()))
            .toList());
  }

  @Override
  public void offer(SubscriptionOffered offer) throws NotTaken {
    String connection = offer.connectionId().toString();
    send(List.of(event(Topics.PROVISIONING_CONFIRMATIONS, connection, offer, connection)));
  }

  @Override
  public void heartbeat() throws NotTaken {
    IntakeHeartbeat now = new IntakeHeartbeat(clock.instant());
    send(List.of(event(Topics.CLOUDTRAIL_STATS, IntakeHeartbeat.KEY, now, IntakeHeartbeat.KEY)));
  }

  @PreDestroy
  void close() {
    producer.close(patience);
  }

  private ProducerRecord<String, byte[]> event(
      String topic, String key, Record message, String subject) {
    return WireFormat.record(
        topic, key, message, SOURCE, UUID.randomUUID().toString(), subject, clock.instant());
  }

  private void send(List<ProducerRecord<String, byte[]>> messages) throws NotTaken {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      messages.forEach(message -> sent.add(producer.send(message)));
      for (Future<RecordMetadata> one : sent) {
        one.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      throw new NotTaken(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotTaken(e);
    }
  }

  private static String key(String tenant, Optional<LogFileKey> file) {
    return tenant + "/" + file.map(known -> known.account().value()).orElse("-");
  }
}
