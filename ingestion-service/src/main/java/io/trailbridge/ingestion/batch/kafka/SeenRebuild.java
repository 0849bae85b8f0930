package io.trailbridge.ingestion.batch.kafka;

import io.trailbridge.contracts.shared.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Brings newly assigned partitions up: reads the committed offset, then the ids of everything that
 * was committed before it. In this order: the offset first, then the end of {@code seen} with open
 * transactions in it, then {@code seen} read committed up to that end. Asked the other way round,
 * the ids of a commit in between would be missing. Every step is short, so that the loop's other
 * partitions go on meanwhile.
 */
final class SeenRebuild implements AutoCloseable {
  /**
   * The committed offset is not told while a transaction of a former owner that died has not ended.
   */
  private static final Duration COMMITTED_PATIENCE = Duration.ofMillis(200);

  private static final Duration POLL = Duration.ofMillis(20);
  private static final long ADMIN_PATIENCE_MILLIS = 10_000;

  private final Consumer<byte[], byte[]> batches;
  private final Consumer<byte[], byte[]> seen;
  private final Admin admin;
  private final Clock clock;
  private final Duration window;
  private final List<PartitionWork> reading = new ArrayList<>();

  SeenRebuild(
      Consumer<byte[], byte[]> batches,
      Consumer<byte[], byte[]> seen,
      Admin admin,
      Clock clock,
      Duration window) {
    this.batches = batches;
    this.seen = seen;
    this.admin = admin;
    this.clock = clock;
    this.window = window;
  }

  /** Goes on for the partitions that are not ready; those that became ready. */
  List<PartitionWork> step(List<PartitionWork> notReady) {
    reading.removeIf(work -> !notReady.contains(work));
    for (PartitionWork work : notReady) {
      if (!reading.contains(work)) {
        locate(work);
      }
    }
    assign();
    if (reading.isEmpty()) {
      return List.of();
    }
    Instant horizon = clock.instant().minus(window);
    for (ConsumerRecord<byte[], byte[]> record : seen.poll(POLL)) {
      Instant at = Instant.ofEpochMilli(record.timestamp());
      PartitionWork work = reading(record.partition());
      if (work != null && record.value() != null && at.isAfter(horizon)) {
        work.seen.restore(record.value(), at);
      }
    }
    List<PartitionWork> finished = new ArrayList<>();
    for (PartitionWork work : reading) {
      if (seen.position(seenOf(work)) >= work.seenEnd) {
        finished.add(work);
      }
    }
    reading.removeAll(finished);
    return finished;
  }

  private void locate(PartitionWork work) {
    try {
      OffsetAndMetadata committed =
          batches.committed(Set.of(work.partition), COMMITTED_PATIENCE).get(work.partition);
      TopicPartition ids = seenOf(work);
      work.committed =
          committed == null ? offset(work.partition, OffsetSpec.earliest()) : committed.offset();
      work.seenEnd = offset(ids, OffsetSpec.latest());
      long begin = offset(ids, OffsetSpec.earliest());
      reading.add(work);
      assign();
      seen.seek(ids, begin);
    } catch (org.apache.kafka.common.errors.TimeoutException | TimeoutException e) {
      // Not now: the next turn asks again.
      work.seenEnd = PartitionWork.NONE;
    }
  }

  /** Positions of partitions that stay are kept. */
  private void assign() {
    Set<TopicPartition> wanted = Set.copyOf(reading.stream().map(SeenRebuild::seenOf).toList());
    if (!seen.assignment().equals(wanted)) {
      seen.assign(wanted);
    }
  }

  /** Open transactions included: what they will commit is waited for. */
  private long offset(TopicPartition partition, OffsetSpec spec) throws TimeoutException {
    try {
      return admin
          .listOffsets(
              Map.of(partition, spec), new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
          .partitionResult(partition)
          .get(ADMIN_PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
          .offset();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.RetriableException) {
        throw (TimeoutException) new TimeoutException(partition.toString()).initCause(e);
      }
      throw new KafkaException("offsets of " + partition, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new org.apache.kafka.common.errors.InterruptException(e);
    }
  }

  private @Nullable PartitionWork reading(int partition) {
    for (PartitionWork work : reading) {
      if (work.partition.partition() == partition) {
        return work;
      }
    }
    return null;
  }

  private static TopicPartition seenOf(PartitionWork work) {
    return new TopicPartition(Topics.CLOUDTRAIL_SEEN, work.partition.partition());
  }

  @Override
  public void close() {
    seen.close();
    admin.close();
  }
}
