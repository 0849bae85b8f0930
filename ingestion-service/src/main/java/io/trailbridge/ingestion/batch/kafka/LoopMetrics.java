package io.trailbridge.ingestion.batch.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.ingestion.batch.BatchCounts;
import io.trailbridge.ingestion.batch.domain.RecordFault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What a loop counts and measures; the loop's number is the tag {@code loop}. */
final class LoopMetrics {
  private static final String BATCHES = "trailbridge.ingestion.batches";
  private static final String RECORDS = "trailbridge.ingestion.records";
  private static final String TRANSACTIONS = "trailbridge.ingestion.transactions";

  private final MeterRegistry registry;
  private final Tags tags;
  private final Timer transaction;
  private final Timer rebuild;
  private final AtomicLong partitions = new AtomicLong();
  private final AtomicLong seenIds = new AtomicLong();
  private final AtomicLong seenReachSeconds = new AtomicLong();

  LoopMetrics(MeterRegistry registry, String loop) {
    this.registry = registry;
    this.tags = Tags.of("loop", loop);
    this.transaction =
        Timer.builder("trailbridge.ingestion.transaction")
            .description("From the first batch of a transaction to its commit")
            .tags(tags)
            .register(registry);
    this.rebuild =
        Timer.builder("trailbridge.ingestion.seen.rebuild")
            .description("From a partition's assignment to its first batch")
            .tags(tags)
            .register(registry);
    gauge("trailbridge.ingestion.partitions", "Partitions that are ready", partitions);
    gauge("trailbridge.ingestion.seen.ids", "Ids that are remembered", seenIds);
    gauge(
        "trailbridge.ingestion.seen.reach.seconds",
        "How far back ids are remembered, of the partition where it is shortest",
        seenReachSeconds);
    // From zero on, so that the first one is an increase too.
    for (String outcome : List.of("committed", "aborted", "unknown")) {
      registry.counter(TRANSACTIONS, tags.and("outcome", outcome));
    }
  }

  private void gauge(String name, String description, AtomicLong value) {
    Gauge.builder(name, value, AtomicLong::get)
        .description(description)
        .tags(tags)
        .register(registry);
  }

  /** One batch: opened, or why it was not. */
  void batch(String outcome) {
    registry.counter(BATCHES, tags.and("outcome", outcome)).increment();
  }

  void dead(String reason) {
    batch("dead");
    deadLetters(reason, 1);
  }

  void deadRecords(RecordFault fault, int count) {
    deadLetters(fault.code(), count);
  }

  private void deadLetters(String reason, int count) {
    registry
        .counter("trailbridge.dead.letters", "topic", Topics.CLOUDTRAIL_BATCHES, "reason", reason)
        .increment(count);
  }

  void records(BatchCounts counts) {
    records("out", counts.records());
    records("filtered", counts.filtered());
    records("duplicate", counts.duplicates());
    records("dead", counts.dead());
  }

  private void records(String outcome, long count) {
    if (count > 0) {
      registry.counter(RECORDS, tags.and("outcome", outcome)).increment((double) count);
    }
  }

  void committed(Duration took) {
    transaction.record(took);
    registry.counter(TRANSACTIONS, tags.and("outcome", "committed")).increment();
  }

  void failed(String outcome) {
    registry.counter(TRANSACTIONS, tags.and("outcome", outcome)).increment();
  }

  void rebuilt(Duration took) {
    rebuild.record(took);
  }

  void seen(long readyPartitions, long ids, long shortestReachSeconds) {
    partitions.set(readyPartitions);
    seenIds.set(ids);
    seenReachSeconds.set(shortestReachSeconds);
  }
}
