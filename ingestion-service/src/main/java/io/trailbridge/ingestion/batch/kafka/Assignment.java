package io.trailbridge.ingestion.batch.kafka;

import io.trailbridge.ingestion.batch.domain.SeenBudget;
import io.trailbridge.ingestion.batch.domain.SeenSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The partitions of a loop: those that are ready, and those that are being brought up. */
final class Assignment implements ConsumerRebalanceListener, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Assignment.class);

  private final Consumer<byte[], byte[]> consumer;
  private final SeenRebuild rebuild;
  private final Supplier<SeenSet> newSeen;
  private final SeenBudget budget;
  private final LoopMetrics metrics;
  private final Clock clock;
  private final Map<TopicPartition, PartitionWork> works = new LinkedHashMap<>();
  private boolean shortened;

  Assignment(
      Consumer<byte[], byte[]> consumer,
      SeenRebuild rebuild,
      Supplier<SeenSet> newSeen,
      SeenBudget budget,
      LoopMetrics metrics,
      Clock clock) {
    this.consumer = consumer;
    this.rebuild = rebuild;
    this.newSeen = newSeen;
    this.budget = budget;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    partitions.forEach(this::begin);
    if (!partitions.isEmpty()) {
      LOG.infof("Partitions assigned partitions=%s", numbers(partitions));
    }
  }

  /** Happens inside a poll, so between two transactions. */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(this::end);
    if (!partitions.isEmpty()) {
      LOG.infof("Partitions revoked partitions=%s", numbers(partitions));
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    partitions.forEach(this::end);
    if (!partitions.isEmpty()) {
      LOG.warnf("Partitions lost partitions=%s", numbers(partitions));
    }
  }

  /** The work of a partition whose batches may be processed. */
  @Nullable PartitionWork ready(TopicPartition partition) {
    PartitionWork work = works.get(partition);
    return work != null && work.isReady() ? work : null;
  }

  /** Those that wait for the state of a connection. */
  List<PartitionWork> waiting() {
    return works.values().stream().filter(work -> work.awaited() != null).toList();
  }

  /** Whether nothing is being brought up. */
  boolean isComplete() {
    return works.values().stream().allMatch(PartitionWork::isReady);
  }

  /** Goes on to bring up what is not ready. */
  void bringUp() {
    if (isComplete()) {
      measure();
      return;
    }
    List<PartitionWork> notReady = works.values().stream().filter(work -> !work.isReady()).toList();
    for (PartitionWork work : rebuild.step(notReady)) {
      work.ready();
      consumer.seek(work.partition, work.committed);
      consumer.resume(List.of(work.partition));
      Duration took = Duration.between(work.assignedAt, clock.instant());
      metrics.rebuilt(took);
      LOG.infof(
          "Partition ready partition=%d offset=%d seen=%d tookMillis=%d",
          work.partition.partition(), work.committed, work.seen.remembered(), took.toMillis());
    }
  }

  /** The transaction is known to be aborted: back to where the last commit left. */
  void rewind() {
    for (PartitionWork work : works.values()) {
      if (work.isReady()) {
        work.aborted();
        consumer.seek(work.partition, work.committed);
        consumer.resume(List.of(work.partition));
      }
    }
  }

  /** What became of the transaction is not known: everything anew from what Kafka says. */
  void reload() {
    List.copyOf(works.keySet()).forEach(this::begin);
  }

  /**
   * Paused and with a position: without one, poll would look up the committed offset itself and
   * block where that is not stable.
   */
  private void begin(TopicPartition partition) {
    var work = new PartitionWork(partition, newSeen.get(), clock.instant());
    if (works.put(partition, work) == null) {
      budget.gained();
    }
    consumer.pause(List.of(partition));
    consumer.seek(partition, 0);
  }

  private void end(TopicPartition partition) {
    if (works.remove(partition) != null) {
      budget.lost();
    }
  }

  private void measure() {
    Instant now = clock.instant();
    long ids = 0;
    long reach = Long.MAX_VALUE;
    boolean anyShortened = false;
    for (PartitionWork work : works.values()) {
      work.seen.dropOld(now);
      ids += work.seen.remembered();
      reach = Math.min(reach, work.seen.reach(now).toSeconds());
      anyShortened |= work.seen.isShortened();
    }
    if (anyShortened && !shortened) {
      LOG.warnf(
          "Memory of duplicates is shorter than its window reachSeconds=%d ids=%d mostIds=%d",
          reach, ids, budget.mostIds());
    } else if (shortened && !anyShortened) {
      LOG.info("Memory of duplicates has its whole window again");
    }
    shortened = anyShortened;
    metrics.seen(works.size(), ids, works.isEmpty() ? 0 : reach);
  }

  private static List<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).sorted().toList();
  }

  @Override
  public void close() {
    rebuild.close();
  }
}
