package io.trailbridge.ingestion.batch.domain;

import java.util.Arrays;

/**
 * The part of an inflated file that is being read. It keeps everything from a mark on, so that a
 * record lies in one piece while its end is looked for, and grows up to the largest record; a
 * record beyond that loses its mark and streams through.
 */
final class ByteWindow {
  private static final int CHUNK = 1 << 16;
  private static final int NO_MARK = -1;

  private final GzipMembers source;
  private final int keepAtMost;

  /** The bytes that are there, from {@link #pos} to {@link #limit}. Read by the scanner's loops. */
  byte[] buf = new byte[2 * CHUNK];

  int pos;
  int limit;

  private int mark = NO_MARK;
  private boolean overflowed;
  private byte[] overflowHead = new byte[0];

  ByteWindow(GzipMembers source, int keepAtMost) {
    this.source = source;
    this.keepAtMost = keepAtMost;
  }

  void reset() {
    pos = 0;
    limit = 0;
    mark = NO_MARK;
    overflowed = false;
    if (buf.length > 8 * CHUNK) {
      buf = new byte[2 * CHUNK];
    }
  }

  /** Keeps what comes from here on in one piece, until {@link #unmark}. */
  void mark() {
    mark = pos;
    overflowed = false;
  }

  void unmark() {
    mark = NO_MARK;
    overflowed = false;
    overflowHead = new byte[0];
  }

  /** Where the marked piece begins now; it moves when more bytes are read. */
  int marked() {
    return mark;
  }

  /** Whether the marked piece outgrew what is kept, and is gone but for {@link #overflowHead}. */
  boolean overflowed() {
    return overflowed;
  }

  /** The beginning of a piece that outgrew what is kept. */
  byte[] overflowHead() {
    return overflowHead;
  }

  /** Reads more bytes behind {@link #limit}; false at the end. Moves {@link #pos}. */
  boolean more() throws BrokenEnvelope {
    makeRoom();
    int count = source.read(buf, limit, Math.min(CHUNK, buf.length - limit));
    if (count < 0) {
      return false;
    }
    limit += count;
    return true;
  }

  private void makeRoom() {
    int keepFrom = mark == NO_MARK ? pos : mark;
    if (buf.length - limit >= CHUNK / 2) {
      return;
    }
    if (keepFrom > 0) {
      System.arraycopy(buf, keepFrom, buf, 0, limit - keepFrom);
      pos -= keepFrom;
      limit -= keepFrom;
      if (mark != NO_MARK) {
        mark = 0;
      }
    }
    if (buf.length - limit >= CHUNK / 2) {
      return;
    }
    if (mark != NO_MARK && limit > keepAtMost) {
      overflowHead = Arrays.copyOf(buf, CHUNK);
      overflowed = true;
      mark = NO_MARK;
      makeRoom();
      return;
    }
    buf = Arrays.copyOf(buf, buf.length * 2);
  }

  /** Tries to have {@code count} bytes from {@link #pos} on. */
  void ensure(int count) throws BrokenEnvelope {
    while (limit - pos < count && more()) {
      // more() did it
    }
  }

  /** The byte at {@link #pos}, or -1 at the end. */
  int peek() throws BrokenEnvelope {
    if (pos == limit && !more()) {
      return -1;
    }
    return buf[pos] & 0xff;
  }
}
