package io.trailbridge.ingestion.batch.kafka;

import io.trailbridge.ingestion.batch.BatchCounts;
import io.trailbridge.ingestion.batch.BatchOutput;
import io.trailbridge.ingestion.batch.domain.RecordFault;
import io.trailbridge.ingestion.batch.domain.SeenSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka transaction of a loop: everything that comes out of some batches, and their offsets.
 * What comes out of the batch at hand is held back up to {@link #HELD_BACK} bytes of memory, so
 * that a batch that turns out to be broken leaves no trace; one that is larger is sent while it is
 * read, and if it breaks then, the whole transaction must be aborted.
 */
final class EventTransaction implements BatchOutput {
  private static final int HELD_BACK = 1 << 20;
  // What a record and each of its headers take in memory beside their bytes, about.
  private static final int A_RECORD = 200;
  private static final int A_HEADER = 24;
  private static final int IDS_A_RECORD = 1 << 15;

  private final Producer<byte[], byte[]> producer;
  private final OutgoingRecords outgoing;
  private final LoopMetrics metrics;
  private final Clock clock;
  private final StatsLedger stats;

  /** A batch out of which came what Kafka does not take. */
  private record Refused(PartitionWork work, long offset) {}

  private static final String REFUSED = "refused-by-kafka";

  private boolean open;
  private long openedAt;
  private long events;
  private final Map<TopicPartition, PartitionWork> touched = new HashMap<>();

  private final List<ProducerRecord<byte[], byte[]>> held = new ArrayList<>();
  private long heldBytes;
  private boolean streaming;
  private @Nullable Callback whenSent;
  // The first alone: the producer then gives what it has not sent yet the same failure.
  private final AtomicReference<@Nullable Refused> refused = new AtomicReference<>();
  private final Map<RecordFault, Integer> deadRecords = new EnumMap<>(RecordFault.class);

  EventTransaction(Producer<byte[], byte[]> producer, LoopMetrics metrics, Clock clock) {
    this.producer = producer;
    this.outgoing = new OutgoingRecords();
    this.metrics = metrics;
    this.clock = clock;
    this.stats = new StatsLedger();
  }

  /** Aborts what an earlier producer of the same name left open. */
  void init() {
    producer.initTransactions();
  }

  boolean isOpen() {
    return open;
  }

  /** Whether enough is in it to commit it. */
  boolean isFull(int flushRecords, Duration flushAfter) {
    return events >= flushRecords || System.nanoTime() - openedAt >= flushAfter.toNanos();
  }

  /** Takes a batch in whose output follows. */
  void beginBatch(ConsumerRecord<byte[], byte[]> batch, PartitionWork work) {
    if (!open) {
      producer.beginTransaction();
      open = true;
      refused.set(null);
      openedAt = System.nanoTime();
    }
    touched.put(work.partition, work);
    long offset = batch.offset();
    whenSent =
        (_, failure) -> {
          if (failure instanceof RecordTooLargeException) {
            refused.compareAndSet(null, new Refused(work, offset));
          }
        };
    outgoing.of(batch);
    held.clear();
    heldBytes = 0;
    streaming = false;
    deadRecords.clear();
  }

  @Override
  public void event(long account, byte[] id, byte[] time, byte[] event) {
    events++;
    put(outgoing.event(account, id, time, event));
  }

  @Override
  public void deadRecord(int index, RecordFault fault, byte[] record) {
    deadRecords.merge(fault, 1, Integer::sum);
    put(outgoing.deadRecord(index, fault, record));
  }

  /** The batch came to its end: its output goes out, and the ids of its events. */
  void endBatch(
      PartitionWork work, int freshBefore, BatchMessage.Labelled batch, BatchCounts counts) {
    SeenSet seen = work.seen;
    for (int from = freshBefore; from < seen.freshCount(); from += IDS_A_RECORD) {
      int to = Math.min(from + IDS_A_RECORD, seen.freshCount());
      put(outgoing.seen(work.partition.partition(), seen.freshIds(from, to)));
    }
    stats.opened(batch, counts);
    deadRecords.forEach(metrics::deadRecords);
    sendHeld();
  }

  /** The batch was not opened, or cannot be read: it is a dead letter as a whole. */
  void deadBatch(String reason) {
    dropHeld();
    put(outgoing.deadBatch(reason));
    sendHeld();
  }

  /** The same, of a connection that is known. */
  void deadBatch(String reason, BatchMessage.Labelled batch) {
    stats.dead(batch);
    deadBatch(reason);
  }

  /** The batch was dropped since its connection or licence was not live. */
  void pausedBatch(BatchMessage.Labelled batch) {
    stats.paused(batch);
  }

  /** Whether some of the batch at hand has been sent already. */
  boolean isStreaming() {
    return streaming;
  }

  /** Commits output, ids, counts and offsets as one. */
  void commit(ConsumerGroupMetadata group) {
    Instant now = clock.instant();
    whenSent = null;
    stats.drain(now, this::send);
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    touched.forEach(
        (partition, work) -> offsets.put(partition, new OffsetAndMetadata(work.position)));
    producer.sendOffsetsToTransaction(offsets, group);
    producer.commitTransaction();
    touched.values().forEach(work -> work.committed(now));
    clear();
  }

  /** Takes everything back; throws where Kafka does not say that it is taken back. */
  void abort() {
    stats.clear();
    dropHeld();
    clear();
    producer.abortTransaction();
  }

  /**
   * After an abort: lets the partition know of which batch Kafka refused something for its size;
   * false where there is none, or it was known.
   */
  boolean rememberRefused() {
    Refused first = refused.get();
    return first != null && first.work.remember(first.offset, REFUSED);
  }

  /** Ends the producer without a word to the broker: the next one of its name aborts for it. */
  void close() {
    producer.close(Duration.ZERO);
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - openedAt);
  }

  private void put(ProducerRecord<byte[], byte[]> record) {
    if (streaming) {
      send(record);
      return;
    }
    held.add(record);
    heldBytes += weight(record);
    if (heldBytes > HELD_BACK) {
      sendHeld();
      streaming = true;
    }
  }

  private static int weight(ProducerRecord<byte[], byte[]> record) {
    int bytes = A_RECORD + (record.value() == null ? 0 : record.value().length);
    for (Header header : record.headers()) {
      bytes += A_HEADER + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }

  private void sendHeld() {
    held.forEach(this::send);
    dropHeld();
  }

  /** One that fails makes the commit fail. */
  private void send(ProducerRecord<byte[], byte[]> record) {
    var _ = producer.send(record, whenSent);
  }

  private void dropHeld() {
    held.clear();
    heldBytes = 0;
  }

  private void clear() {
    open = false;
    events = 0;
    touched.clear();
  }
}
