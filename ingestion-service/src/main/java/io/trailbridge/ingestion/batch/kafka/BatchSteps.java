package io.trailbridge.ingestion.batch.kafka;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.ingestion.batch.BatchCounts;
import io.trailbridge.ingestion.batch.BatchReader;
import io.trailbridge.ingestion.batch.OpenBatch;
import io.trailbridge.ingestion.batch.domain.BrokenEnvelope;
import io.trailbridge.ingestion.batch.domain.EnvelopeFault;
import io.trailbridge.ingestion.batch.domain.Gate;
import io.trailbridge.ingestion.batch.domain.Gate.Passage;
import io.trailbridge.ingestion.batch.domain.KnownConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What becomes of one record of {@code cloudtrail.batches} inside a transaction. */
final class BatchSteps implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(BatchSteps.class);

  private final Gate gate;
  private final BatchReader reader;
  private final UnknownConnections unknown;
  private final LoopMetrics metrics;
  private final Clock clock;

  /** What the loop does next. */
  sealed interface Next {
    /** The batch is done; its partition goes on. */
    record Done() implements Next {}

    /** The partition waits at this batch for a connection's state. */
    record Wait(ConnectionId connection) implements Next {}

    /** The transaction must be aborted: the batch broke after some of it had been sent. */
    record Abort(EnvelopeFault fault) implements Next {}
  }

  private static final Next DONE = new Next.Done();

  BatchSteps(
      Gate gate,
      BatchReader reader,
      Duration unknownConnectionWait,
      LoopMetrics metrics,
      Clock clock) {
    this.gate = gate;
    this.reader = reader;
    this.unknown = new UnknownConnections(unknownConnectionWait);
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Whether a partition that waits for the connection can go on. */
  boolean canGoOn(ConnectionId connection) {
    return gate.knows(connection) || unknown.hasWaited(connection, clock.instant());
  }

  @Override
  public void close() {
    reader.close();
  }

  Next take(
      ConsumerRecord<byte[], byte[]> record, PartitionWork work, EventTransaction transaction) {
    BatchMessage message = BatchMessage.of(record);
    return switch (message) {
      case BatchMessage.Unreadable(String reason) -> {
        transaction.beginBatch(record, work);
        dead(record, reason, null, transaction);
        yield DONE;
      }
      case BatchMessage.Labelled batch -> pass(record, batch, work, transaction);
    };
  }

  private Next pass(
      ConsumerRecord<byte[], byte[]> record,
      BatchMessage.Labelled batch,
      PartitionWork work,
      EventTransaction transaction) {
    Instant now = clock.instant();
    Passage passage =
        gate.decide(
            batch.tenant(),
            batch.connection(),
            Instant.ofEpochMilli(record.timestamp()),
            batch.file(),
            now);
    if (passage instanceof Passage.Unknown && !unknown.hasWaited(batch.connection(), now)) {
      return new Next.Wait(batch.connection());
    }
    transaction.beginBatch(record, work);
    return switch (passage) {
      case Passage.Unknown _ -> {
        dead(record, "unknown-connection", null, transaction);
        yield DONE;
      }
      case Passage.TenantMismatch _ -> {
        dead(record, "tenant-mismatch", null, transaction);
        yield DONE;
      }
      case Passage.Dropped(Gate.Why why) -> {
        if (why.notLive()) {
          transaction.pausedBatch(batch);
        }
        metrics.batch(why.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        yield DONE;
      }
      case Passage.Open(KnownConnection connection) ->
          open(record, batch, connection, now, work, transaction);
    };
  }

  private Next open(
      ConsumerRecord<byte[], byte[]> record,
      BatchMessage.Labelled batch,
      KnownConnection connection,
      Instant now,
      PartitionWork work,
      EventTransaction transaction) {
    String known = work.deadAt(record.offset());
    if (known != null) {
      dead(record, known, batch, transaction);
      return DONE;
    }
    int freshBefore = work.seen.freshCount();
    try {
      BatchCounts counts =
          reader.read(
              batch.gzip(),
              new OpenBatch(batch.tenant(), connection.filter(), batch.file(), now),
              work.seen,
              transaction);
      transaction.endBatch(work, freshBefore, batch, counts);
      metrics.batch("opened");
      metrics.records(counts);
      return DONE;
    } catch (BrokenEnvelope e) {
      if (transaction.isStreaming()) {
        return new Next.Abort(e.fault());
      }
      dead(record, e.fault().code(), batch, transaction);
      return DONE;
    }
  }

  private void dead(
      ConsumerRecord<byte[], byte[]> record,
      String reason,
      BatchMessage.@Nullable Labelled batch,
      EventTransaction transaction) {
    if (batch == null) {
      transaction.deadBatch(reason);
    } else {
      transaction.deadBatch(reason, batch);
    }
    metrics.dead(reason);
    LOG.warnf(
        "Batch is a dead letter partition=%d offset=%d reason=%s",
        record.partition(), record.offset(), reason);
  }
}
