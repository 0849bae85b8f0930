package io.trailbridge.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A thread that reads all partitions of a topic without a group, from the beginning and for ever.
 * It goes on where it was after any failure, and takes partitions on that are added later.
 */
final class TopicFollower implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PARTITIONS_CHECK = Duration.ofSeconds(10);

  private final String topic;
  private final Map<String, Object> config;
  private final Reader reader;
  private final Runnable reachedEnd;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Where to go on with a new consumer. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  /** What must have been read before it is ready; null until the broker has told. */
  private @Nullable Map<TopicPartition, Long> ends;

  private boolean ready;
  private volatile long lag;
  private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

  /** Takes the records, in the order of each partition; must not throw. */
  @FunctionalInterface
  interface Reader {
    /**
     * One record.
     *
     * @param live whether it came after the end that the topic had at the start
     */
    void read(ConsumerRecord<String, byte[]> record, boolean live);
  }

  TopicFollower(String topic, Map<String, Object> kafka, Reader reader, Runnable reachedEnd) {
    this.topic = topic;
    this.reader = reader;
    this.reachedEnd = reachedEnd;
    config = new HashMap<>(kafka);
    config.keySet().retainAll(ConsumerConfig.configNames());
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, "whole-topic-" + topic);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    // partitionsFor answers from what the consumer last heard; 5 minutes by default.
    config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, PARTITIONS_CHECK.toMillis());
    thread = Thread.ofPlatform().name("whole-topic-" + topic).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Records that were not read yet, as of the last poll. */
  long lag() {
    return lag;
  }

  @Override
  public void close() {
    closed.countDown();
    KafkaConsumer<String, byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isClosedWithin(Duration.ZERO)) {
      try (KafkaConsumer<String, byte[]> current =
          new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
        consumer = current;
        follow(current);
      } catch (WakeupException e) {
        // close() woke us; the loop ends.
      } catch (RuntimeException e) {
        LOG.warnf(e, "Reading failed, trying again topic=%s", topic);
        if (isClosedWithin(PAUSE)) {
          return;
        }
      }
    }
  }

  private void follow(KafkaConsumer<String, byte[]> current) {
    assign(current);
    long checked = System.nanoTime();
    while (!isClosedWithin(Duration.ZERO)) {
      for (ConsumerRecord<String, byte[]> record : current.poll(POLL)) {
        reader.read(record, ready);
        positions.put(new TopicPartition(topic, record.partition()), record.offset() + 1);
      }
      if (!ready) {
        checkReady(current);
      }
      lag = measure(current);
      if (System.nanoTime() - checked > PARTITIONS_CHECK.toNanos()) {
        takeOnNewPartitions(current);
        checked = System.nanoTime();
      }
    }
  }

  private void assign(KafkaConsumer<String, byte[]> current) {
    Set<TopicPartition> partitions = partitions(current);
    if (partitions.isEmpty()) {
      throw new KafkaException("topic " + topic + " is not there");
    }
    if (ends == null) {
      ends = Map.copyOf(current.endOffsets(partitions));
    }
    current.assign(partitions);
    for (TopicPartition partition : partitions) {
      Long position = positions.get(partition);
      if (position == null) {
        current.seekToBeginning(List.of(partition));
      } else {
        current.seek(partition, position);
      }
    }
  }

  private void checkReady(KafkaConsumer<String, byte[]> current) {
    if (ends == null) {
      return;
    }
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      if (current.position(end.getKey()) < end.getValue()) {
        return;
      }
    }
    ready = true;
    LOG.infof("Topic read to its end topic=%s partitions=%d", topic, ends.size());
    reachedEnd.run();
  }

  private static long measure(KafkaConsumer<String, byte[]> current) {
    long sum = 0;
    for (TopicPartition partition : current.assignment()) {
      sum += current.currentLag(partition).orElse(0);
    }
    return sum;
  }

  private void takeOnNewPartitions(KafkaConsumer<String, byte[]> current) {
    Set<TopicPartition> partitions;
    try {
      partitions = partitions(current);
    } catch (TimeoutException e) {
      return; // the broker is away; poll waits for it
    }
    Set<TopicPartition> fresh = new HashSet<>(partitions);
    fresh.removeAll(current.assignment());
    if (!fresh.isEmpty()) {
      partitions.addAll(current.assignment());
      current.assign(partitions); // keeps the positions of those that it had
      current.seekToBeginning(fresh);
      LOG.infof("Partitions were added topic=%s partitions=%d", topic, partitions.size());
    }
  }

  private Set<TopicPartition> partitions(KafkaConsumer<String, byte[]> current) {
    Set<TopicPartition> partitions = new HashSet<>();
    current
        .partitionsFor(topic)
        .forEach(it -> partitions.add(new TopicPartition(topic, it.partition())));
    return partitions;
  }

  private boolean isClosedWithin(Duration wait) {
    try {
      return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
