package io.trailbridge.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sends to Kafka and waits until all replicas have it. For services without a database; where there
 * is one, the {@link Outbox} sends, so that no message goes out for what was rolled back.
 */
@ApplicationScoped
public class Sender {
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final int LARGEST = 6 * 1024 * 1024;

  private final Map<String, Object> config;
  private final String source;
  private @Nullable Producer<byte[], byte[]> producer;

  /**
   * Connects at the first message.
   *
   * @param kafka {@code bootstrap.servers} and what else the broker wants
   * @param source {@code ce_source} of its messages
   */
  @Inject
  public Sender(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @ConfigProperty(
              name = "trailbridge.messaging.source",
              defaultValue = "/trailbridge/${quarkus.application.name}")
          String source) {
    this.source = source;
    config = new HashMap<>(kafka);
    config.keySet().retainAll(ProducerConfig.configNames());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
  }

  /** Through a producer that is there already. */
  Sender(Producer<byte[], byte[]> producer, String source) {
    this(Map.of(), source);
    this.producer = producer;
  }

  /**
   * Sends a message; its subject is the key.
   *
   * @param id {@code ce_id}: the same id for the same message sent again
   * @param at when it happened
   * @throws NotSent where Kafka did not take it in time; it may come all the same
   */
  public void send(String topic, String key, Record message, String id, Instant at) {
    send(topic, key, message, id, at, Map.of());
  }

  /**
   * The same with more headers, for readers that choose by them.
   *
   * @param headers by name
   */
  public void send(
      String topic,
      String key,
      Record message,
      String id,
      Instant at,
      Map<String, String> headers) {
    ProducerRecord<String, byte[]> record =
        WireFormat.record(topic, key, message, source, id, key, at);
    headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    send(new ProducerRecord<>(topic, null, key.getBytes(UTF_8), record.value(), record.headers()));
  }

  /** Sends a record as it is, up to 6 MiB. */
  public void send(ProducerRecord<byte[], byte[]> record) {
    try {
      producer().send(record).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotSent(record.topic(), e);
    } catch (InterruptException e) {
      throw new NotSent(record.topic(), e);
    } catch (ExecutionException e) {
      throw new NotSent(record.topic(), e.getCause() == null ? e : e.getCause());
    }
  }

  private synchronized Producer<byte[], byte[]> producer() {
    if (producer == null) {
      producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  /** Waits up to 5 seconds for what is under way. */
  @PreDestroy
  public synchronized void close() {
    if (producer != null) {
      producer.close(CLOSING);
      producer = null;
    }
  }

  /** Kafka did not acknowledge a record: a passing failure, unless the record is too large. */
  public static final class NotSent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotSent(String topic, Throwable cause) {
      super("no acknowledgement from topic " + topic, cause);
    }
  }
}
