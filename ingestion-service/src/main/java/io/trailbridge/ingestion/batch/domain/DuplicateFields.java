package io.trailbridge.ingestion.batch.domain;

import java.util.Arrays;

/**
 * Tells whether a field name comes twice in its object. Small objects are compared name by name;
 * from {@value #SMALL} names on a hash table takes over, keyed by a seed that the sender of a file
 * does not know, so that a record of colliding names costs no more than any other.
 */
final class DuplicateFields {
  private static final int SMALL = 32;

  private final long seed;
  private final JsonTape tape;

  // The names of all open objects, innermost last.
  private long[] hashes = new long[256];
  private int[] keys = new int[256];
  private int count;

  // Where the names of each open object begin, a number for each object of the record, and 64 bits
  // of its names' hashes: a name whose bit is not set cannot have come before.
  private int[] begins = new int[64];
  private long[] bits = new long[64];
  private int[] serials = new int[64];
  private int open;
  private int nextSerial;

  // Names of large objects: slots hold an index into large*, plus one.
  private int[] slots = new int[128];
  private long[] largeHashes = new long[64];
  private int[] largeKeys = new int[64];
  private int largeCount;

  DuplicateFields(JsonTape tape, long seed) {
    this.tape = tape;
    this.seed = seed;
  }

  void clear() {
    count = 0;
    open = 0;
    nextSerial = 0;
    if (largeCount > 0) {
      largeCount = 0;
      if (slots.length > 4096) {
        slots = new int[128];
        largeHashes = new long[64];
        largeKeys = new int[64];
      } else {
        Arrays.fill(slots, 0);
      }
    }
  }

  void enterObject() {
    if (open == begins.length) {
      begins = Arrays.copyOf(begins, open * 2);
      serials = Arrays.copyOf(serials, open * 2);
      bits = Arrays.copyOf(bits, open * 2);
    }
    begins[open] = count;
    bits[open] = 0;
    serials[open++] = nextSerial++;
  }

  void leaveObject() {
    count = begins[--open];
  }

  /** Adds the name at {@code key} to the innermost object; false where it had come before. */
  boolean add(int key) {
    long hash = hash(key);
    int begin = begins[open - 1];
    int inObject = count - begin;
    long bit = 1L << hash;
    boolean perhaps = (bits[open - 1] & bit) != 0;
    bits[open - 1] |= bit;
    if (inObject < SMALL) {
      if (perhaps && cameBefore(begin, hash, key)) {
        return false;
      }
    } else {
      if (inObject == SMALL) {
        for (int i = begin; i < count; i++) {
          addLarge(hashes[i], keys[i]);
        }
      }
      if (!addLarge(hash, key)) {
        return false;
      }
    }
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, count * 2);
      keys = Arrays.copyOf(keys, count * 2);
    }
    hashes[count] = hash;
    keys[count++] = key;
    return true;
  }

  private boolean cameBefore(int begin, long hash, int key) {
    for (int i = begin; i < count; i++) {
      if (hashes[i] == hash && same(keys[i], key)) {
        return true;
      }
    }
    return false;
  }

  private boolean addLarge(long nameHash, int key) {
    long hash = mix(nameHash ^ serials[open - 1]);
    if (largeCount * 2 >= slots.length) {
      grow();
    }
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0) {
      int other = slots[slot] - 1;
      if (largeHashes[other] == hash && same(largeKeys[other], key)) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    if (largeCount == largeHashes.length) {
      largeHashes = Arrays.copyOf(largeHashes, largeCount * 2);
      largeKeys = Arrays.copyOf(largeKeys, largeCount * 2);
    }
    largeHashes[largeCount] = hash;
    largeKeys[largeCount] = key;
    slots[slot] = ++largeCount;
    return true;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    int mask = slots.length - 1;
    for (int i = 0; i < largeCount; i++) {
      int slot = (int) largeHashes[i] & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = i + 1;
    }
  }

  private boolean same(int one, int other) {
    if (tape.isEscaped(one) || tape.isEscaped(other)) {
      return tape.text(one).equals(tape.text(other));
    }
    byte[] bytes = tape.bytes();
    int length = tape.to(one) - tape.from(one);
    return tape.to(other) - tape.from(other) == length
        && Words.same(bytes, tape.from(one), bytes, tape.from(other), length);
  }

  private long hash(int key) {
    if (tape.isEscaped(key)) {
      byte[] name = tape.text(key).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      return hash(name, 0, name.length);
    }
    return hash(tape.bytes(), tape.from(key), tape.to(key));
  }

  private long hash(byte[] bytes, int from, int to) {
    int length = to - from;
    long hash = seed ^ length;
    if (length <= 8) {
      return mix(hash ^ Words.few(bytes, from, to));
    }
    for (int at = from; at < to - 8; at += 8) {
      hash = mix(hash ^ Words.at(bytes, at));
    }
    return mix(hash ^ Words.at(bytes, to - 8));
  }

  private long mix(long value) {
    long product = value * 0x9E3779B97F4A7C15L;
    return (product ^ (product >>> 32)) * (seed | 1);
  }
}
