package io.trailbridge.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The dead letters of a broker, of all topics or of one. */
final class DeadLetterTopics implements AutoCloseable {
  private static final String SUFFIX = ".dead-letter";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration TURN = Duration.ofMillis(200);
  private static final int LARGEST = 8 << 20;

  private final String broker;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * Reads from the beginning.
   *
   * @param topic whose dead letters; null for those of every topic
   * @throws Complaint where no broker answers there, or it has no such topic
   */
  DeadLetterTopics(String broker, @Nullable String topic) {
    this.broker = broker;
    List<String> topics =
        names(broker).stream()
            .filter(name -> name.endsWith(SUFFIX))
            .filter(name -> topic == null || name.equals(topic + SUFFIX))
            .toList();
    if (topics.isEmpty()) {
      throw new Complaint(
          "The broker at "
              + broker
              + (topic == null
                  ? " has no dead letter topics."
                  : " has no " + topic + SUFFIX + "."));
    }
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                "false",
                "max.partition.fetch.bytes",
                LARGEST),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(name -> consumer.partitionsFor(name).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Hands over everything from where it read last to what is there now. */
  void readOn(Consumer<DeadLetter> letters) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> kept : consumer.poll(TURN)) {
        letters.accept(new DeadLetter(kept));
      }
    }
  }

  /** Sends all of it, and returns once the broker has it. */
  void send(List<ProducerRecord<byte[], byte[]>> records) {
    try (var producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker,
                "acks",
                "all",
                "enable.idempotence",
                "true",
                "max.request.size",
                LARGEST),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record).get();
      }
    } catch (ExecutionException | KafkaException e) {
      throw new Complaint("The broker at " + broker + " did not take it: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Complaint("Interrupted.", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static List<String> names(String broker) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker,
            "default.api.timeout.ms",
            (int) PATIENCE.toMillis(),
            "request.timeout.ms",
            (int) PATIENCE.toMillis() / 2);
    try (Admin admin = Admin.create(settings)) {
      return admin.listTopics().names().get().stream().sorted().toList();
    } catch (ExecutionException | KafkaException e) {
      throw new Complaint(
          "No broker answers at " + broker + ": start one, or name another with --broker.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Complaint("Interrupted.", e);
    }
  }
}
