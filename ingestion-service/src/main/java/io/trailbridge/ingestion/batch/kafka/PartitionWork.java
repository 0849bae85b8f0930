package io.trailbridge.ingestion.batch.kafka;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.ingestion.batch.domain.SeenSet;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What a loop knows of one partition that it was assigned. */
final class PartitionWork {
  /** Not known yet. */
  static final long NONE = -1;

  final TopicPartition partition;
  final SeenSet seen;
  final Instant assignedAt;

  /** Where the group's next batch is: of the last transaction that committed. */
  long committed = NONE;

  /** Behind the last batch of the running transaction. */
  long position = NONE;

  /** The end of {@code seen} that must have been read first. */
  long seenEnd = NONE;

  private boolean ready;
  private @Nullable ConnectionId awaited;
  private final Map<Long, String> dead = new HashMap<>();

  PartitionWork(TopicPartition partition, SeenSet seen, Instant now) {
    this.partition = partition;
    this.seen = seen;
    this.assignedAt = now;
  }

  boolean isReady() {
    return ready;
  }

  void ready() {
    ready = true;
    position = committed;
  }

  /** The connection whose state its next batch waits for. */
  @Nullable ConnectionId awaited() {
    return awaited;
  }

  void await(@Nullable ConnectionId connection) {
    awaited = connection;
  }

  /**
   * A batch that turned out to be a dead letter after some of it had been sent: the next time it is
   * one at once. False where that was known.
   */
  boolean remember(long offset, String reason) {
    return dead.putIfAbsent(offset, reason) == null;
  }

  /** The reason that is remembered of a batch. */
  @Nullable String deadAt(long offset) {
    return dead.get(offset);
  }

  void committed(Instant now) {
    committed = position;
    seen.commit(now);
    dead.keySet().removeIf(offset -> offset < committed);
  }

  /** The running transaction was aborted. */
  void aborted() {
    position = committed;
    seen.abort();
    awaited = null;
  }
}
