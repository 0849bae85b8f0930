package io.trailbridge.ingestion.batch.domain;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.IntSupplier;

/**
 * The ids of one partition's events inside the deduplication window. Ids of the running transaction
 * stand apart as fresh and join the others only once it committed, so nothing is remembered of a
 * transaction that was aborted. Old ids fall off by the slice, never one by one.
 */
public final class SeenSet {
  /** Bytes of an id on {@code trailbridge.cloudtrail.seen}. */
  public static final int ID_BYTES = 16;

  private static final int SLICES = 4;

  private final Duration window;
  private final Duration sliceSpan;
  private final IntSupplier mostIds;
  private final long seed;
  private final Deque<Slice> slices = new ArrayDeque<>();
  private long remembered;
  private boolean shortened;

  private IdTable fresh;
  private long[] freshIds = new long[64];
  private int freshCount;

  /**
   * Makes an empty set.
   *
   * @param window how long an id is remembered at least, as long as {@code mostIds} allows
   * @param mostIds how many are remembered at most
   * @param seed any number that senders of events cannot know
   */
  public SeenSet(Duration window, int mostIds, long seed) {
    this(window, () -> mostIds, seed);
  }

  /**
   * Makes an empty set whose cap may change; what is beyond a smaller one falls off with the next
   * id, or with {@link #dropOld}.
   */
  public SeenSet(Duration window, IntSupplier mostIds, long seed) {
    this.window = window;
    this.sliceSpan = window.dividedBy(SLICES);
    this.mostIds = mostIds;
    this.seed = seed;
    this.fresh = new IdTable(seed);
  }

  /** Takes the id as fresh; false where it is known, fresh or not. */
  public boolean firstSight(long high, long low) {
    for (Slice slice : slices) {
      if (slice.ids.contains(high, low)) {
        return false;
      }
    }
    if (!fresh.add(high, low)) {
      return false;
    }
    if (freshCount * 2 == freshIds.length) {
      freshIds = Arrays.copyOf(freshIds, freshIds.length * 2);
    }
    freshIds[2 * freshCount] = high;
    freshIds[2 * freshCount + 1] = low;
    freshCount++;
    return true;
  }

  /** How many ids are fresh; a mark for {@link #forgetFresh} and {@link #freshIds}. */
  public int freshCount() {
    return freshCount;
  }

  /** The fresh ids from one mark to another, {@value #ID_BYTES} bytes each. */
  public byte[] freshIds(int from, int to) {
    ByteBuffer bytes = ByteBuffer.allocate((to - from) * ID_BYTES);
    for (int i = 2 * from; i < 2 * to; i++) {
      bytes.putLong(freshIds[i]);
    }
    return bytes.array();
  }

  /** Forgets the fresh ids from the mark on: their batch turned out to be broken. */
  public void forgetFresh(int from) {
    if (from == freshCount) {
      return;
    }
    freshCount = from;
    fresh = new IdTable(seed);
    for (int i = 0; i < freshCount; i++) {
      fresh.add(freshIds[2 * i], freshIds[2 * i + 1]);
    }
  }

  /** The transaction committed: what was fresh is remembered from {@code now} on. */
  public void commit(Instant now) {
    for (int i = 0; i < freshCount; i++) {
      remember(freshIds[2 * i], freshIds[2 * i + 1], now);
    }
    clearFresh();
    dropOld(now);
  }

  /** The transaction was aborted: what was fresh has not been seen. */
  public void abort() {
    clearFresh();
  }

  /**
   * Takes ids from a record of {@code trailbridge.cloudtrail.seen} that was written at {@code at}.
   */
  public void restore(byte[] ids, Instant at) {
    ByteBuffer bytes = ByteBuffer.wrap(ids);
    while (bytes.remaining() >= ID_BYTES) {
      remember(bytes.getLong(), bytes.getLong(), at);
    }
  }

  /** How many ids are remembered. */
  public long remembered() {
    return remembered;
  }

  /** How far back ids are remembered: the window, or less where the cap shortened it. */
  public Duration reach(Instant now) {
    Slice oldest = slices.peekFirst();
    if (!shortened || oldest == null) {
      return window;
    }
    Duration reach = Duration.between(oldest.begin, now);
    return reach.compareTo(window) < 0 ? reach : window;
  }

  /** Whether the cap shortened the window. */
  public boolean isShortened() {
    return shortened;
  }

  /** Bytes of the tables of what is remembered; while one grows, its old one comes on top. */
  long bytes() {
    return slices.stream().mapToLong(slice -> slice.ids.bytes()).sum();
  }

  /** Lets slices fall off whose every id is older than the window, or beyond the cap. */
  public void dropOld(Instant now) {
    Instant horizon = now.minus(window);
    while (!slices.isEmpty() && slices.getFirst().end.isBefore(horizon)) {
      drop();
      shortened = false;
    }
    keepToCap(mostIds.getAsInt());
  }

  private void remember(long high, long low, Instant at) {
    int cap = mostIds.getAsInt();
    Slice current = slices.peekLast();
    if (current == null || isFull(current, at, cap)) {
      current = new Slice(at, at.plus(sliceSpan), seed);
      slices.addLast(current);
    }
    if (current.ids.add(high, low)) {
      remembered++;
    }
    if (at.isAfter(current.end)) {
      current.end = at;
    }
    keepToCap(cap);
  }

  private void keepToCap(int cap) {
    while (remembered > cap && slices.size() > 1) {
      drop();
      shortened = true;
    }
  }

  private static boolean isFull(Slice slice, Instant at, int cap) {
    return !at.isBefore(slice.closes) || slice.ids.size() >= cap / SLICES;
  }

  private void drop() {
    remembered -= slices.removeFirst().ids.size();
  }

  private void clearFresh() {
    freshCount = 0;
    if (fresh.size() > 0) {
      fresh = new IdTable(seed);
    }
    if (freshIds.length > 1 << 17) {
      freshIds = new long[64];
    }
  }

  private static final class Slice {
    private final IdTable ids;
    private final Instant begin;
    private final Instant closes;
    private Instant end;

    private Slice(Instant begin, Instant closes, long seed) {
      this.ids = new IdTable(seed);
      this.begin = begin;
      this.closes = closes;
      this.end = begin;
    }
  }
}
