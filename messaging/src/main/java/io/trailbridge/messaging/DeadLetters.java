package io.trailbridge.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.trailbridge.contracts.shared.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts records that nobody can process beside their topic, as they were, with the reason and where
 * they stood in headers.
 */
@ApplicationScoped
public class DeadLetters {
  /** Header: why, a code. */
  public static final String REASON = "tb_reason";

  /** Header: the topic that it came from. */
  public static final String TOPIC = "tb_topic";

  /** Header: the partition that it came from. */
  public static final String PARTITION = "tb_partition";

  /** Header: its offset there. */
  public static final String OFFSET = "tb_offset";

  private static final Logger LOG = Logger.getLogger(DeadLetters.class);

  private final Sender sender;
  private final MeterRegistry metrics;

  /** Sends through {@code sender}. */
  public DeadLetters(Sender sender, MeterRegistry metrics) {
    this.sender = sender;
    this.metrics = metrics;
  }

  /**
   * Sends a record to the dead letters of its topic, and returns once it is there.
   *
   * @param record with a key of String, byte[] or null
   * @param reason a code such as {@code bad-json}
   * @throws Sender.NotSent where Kafka did not take it: try again, the record must not be lost
   */
  public void send(ConsumerRecord<?, byte[]> record, String reason) {
    sender.send(of(record, reason));
    metrics
        .counter("trailbridge.dead.letters", "topic", record.topic(), "reason", reason)
        .increment();
    LOG.warnf(
        "Dead letter topic=%s partition=%d offset=%d reason=%s",
        record.topic(), record.partition(), record.offset(), reason);
  }

  /** The dead letter of a record, for those who send it in a transaction of their own. */
  public static ProducerRecord<byte[], byte[]> of(ConsumerRecord<?, byte[]> record, String reason) {
    Headers headers = new RecordHeaders(record.headers().toArray());
    put(headers, REASON, reason);
    put(headers, TOPIC, record.topic());
    put(headers, PARTITION, Integer.toString(record.partition()));
    put(headers, OFFSET, Long.toString(record.offset()));
    return new ProducerRecord<>(
        Topics.deadLetterOf(record.topic()), null, key(record.key()), record.value(), headers);
  }

  private static byte @Nullable [] key(@Nullable Object key) {
    return switch (key) {
      case null -> null;
      case String text -> text.getBytes(UTF_8);
      case byte[] bytes -> bytes;
      default -> throw new IllegalArgumentException("a key is String or byte[]");
    };
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(UTF_8));
  }
}
