package io.trailbridge.ingestion.batch.domain;

/**
 * A set of 128-bit ids in open addressing: 16 bytes a slot, filled to 85 %, grown by half, so about
 * 22 bytes an id. The id 0 marks an empty slot and is kept aside.
 */
final class IdTable {
  private static final double FILL = 0.85;
  private static final int SMALLEST = 64;

  private final long seed;
  private long[] slots = new long[2 * SMALLEST];
  private int capacity = SMALLEST;
  private int size;
  private boolean hasZero;

  /**
   * Makes an empty table.
   *
   * @param seed any number that senders of events cannot know, so that they cannot choose ids which
   *     all fall on one slot
   */
  IdTable(long seed) {
    this.seed = seed;
  }

  int size() {
    return size + (hasZero ? 1 : 0);
  }

  long bytes() {
    return 8L * slots.length;
  }

  boolean contains(long high, long low) {
    if ((high | low) == 0) {
      return hasZero;
    }
    int slot = 2 * find(high, low);
    return (slots[slot] | slots[slot + 1]) != 0;
  }

  /** False where it was there. */
  boolean add(long high, long low) {
    if ((high | low) == 0) {
      boolean added = !hasZero;
      hasZero = true;
      return added;
    }
    int slot = 2 * find(high, low);
    if ((slots[slot] | slots[slot + 1]) != 0) {
      return false;
    }
    slots[slot] = high;
    slots[slot + 1] = low;
    if (++size > capacity * FILL) {
      grow();
    }
    return true;
  }

  /** The slot that holds the id, or the empty one where it belongs. */
  private int find(long high, long low) {
    int at = home(high, low);
    while (true) {
      long slotHigh = slots[2 * at];
      long slotLow = slots[2 * at + 1];
      boolean here = slotHigh == high && slotLow == low;
      if (here || (slotHigh | slotLow) == 0) {
        return at;
      }
      at = at + 1 == capacity ? 0 : at + 1;
    }
  }

  /** Spreads by a product, not by a mask: the capacity is no power of two. */
  private int home(long high, long low) {
    long mixed = (high ^ seed) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32) ^ low) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 29) ^ seed) * 0x94D049BB133111EBL;
    return (int) Math.unsignedMultiplyHigh(mixed, capacity);
  }

  private void grow() {
    long[] old = slots;
    int oldCapacity = capacity;
    capacity = Math.addExact(oldCapacity, oldCapacity / 2);
    slots = new long[Math.multiplyExact(2, capacity)];
    for (int i = 0; i < oldCapacity; i++) {
      long high = old[2 * i];
      long low = old[2 * i + 1];
      if ((high | low) != 0) {
        int slot = 2 * find(high, low);
        slots[slot] = high;
        slots[slot + 1] = low;
      }
    }
  }
}
