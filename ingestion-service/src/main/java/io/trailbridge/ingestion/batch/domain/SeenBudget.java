package io.trailbridge.ingestion.batch.domain;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many ids each partition of this instance may remember, so that those of all partitions fit
 * into a part of the heap. Every partition gets the same; the fewer the instance owns, the more
 * each. The loops share it.
 */
public final class SeenBudget {
  /**
   * What an id may take at worst: 28.3 bytes just after its table grew (16 a slot, filled to 85 %
   * by two thirds), and while the newest slice's table grows, its old one beside it, a quarter of
   * the ids at 18.9 bytes each.
   */
  static final int BYTES_AN_ID = 33;

  private final long bytes;
  private final int mostIds;
  private final AtomicInteger partitions = new AtomicInteger();

  /**
   * Makes a budget of an instance that owns no partition yet.
   *
   * @param bytes what all ids may take together
   * @param mostIds how many a partition may remember at most, however much room there is
   */
  public SeenBudget(long bytes, int mostIds) {
    this.bytes = bytes;
    this.mostIds = mostIds;
  }

  /** The instance owns one partition more. */
  public void gained() {
    partitions.incrementAndGet();
  }

  /** The instance owns one partition less. */
  public void lost() {
    partitions.decrementAndGet();
  }

  /** How many ids a partition may remember now. */
  public int mostIds() {
    long each = bytes / BYTES_AN_ID / Math.max(1, partitions.get());
    return (int) Math.min(mostIds, each);
  }
}
