package io.trailbridge.ingestion.batch.domain;

import java.util.Arrays;

/**
 * The part of an inflated file that is being read. It keeps everything from a mark on, so that a
 * record lies in one piece while its end is looked for, and grows up to the largest record; a
 * record beyond that loses its mark and streams through.
 *
 * <p>Readers hold the position themselves and ask for {@link #more} where they reach the limit;
 * bytes may move then, and the position with them.
 */
final class ByteWindow {
  private static final int CHUNK = 1 << 16;
  private static final int NO_MARK = -1;

  private final GzipMembers source;
  private final int keepAtMost;
  private final int largest;

  /**
   * The bytes that are there, up to {@link #limit}; a 0, which JSON does not know, stands at it.
   */
  byte[] buf = new byte[2 * CHUNK];

  int limit;

  // A bit for each byte, set where it is no plain text inside a string, and at the limit.
  private long[] special = new long[buf.length / Long.SIZE];

  private int mark = NO_MARK;
  private boolean overflowed;
  private byte[] overflowHead = new byte[0];

  ByteWindow(GzipMembers source, int keepAtMost) {
    this.source = source;
    this.keepAtMost = keepAtMost;
    this.largest = (keepAtMost | (Long.SIZE - 1)) + 1 + 2 * CHUNK;
  }

  /** Empties it; reading begins at position 0. */
  void reset() {
    if (buf.length > 8 * CHUNK) {
      buf = new byte[2 * CHUNK];
      special = new long[buf.length / Long.SIZE];
    }
    mark = NO_MARK;
    overflowed = false;
    limit = 0;
    seal(0);
  }

  /** Keeps what comes from here on in one piece, until {@link #unmark}. */
  void mark(int at) {
    mark = at;
    overflowed = false;
  }

  void unmark() {
    mark = NO_MARK;
    overflowed = false;
    overflowHead = new byte[0];
  }

  /** Where the marked piece begins now. */
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

  /** Reads more bytes behind the limit, if there are more; where the position stands then. */
  int more(int at) throws BrokenEnvelope {
    int moved = at - makeRoom(at);
    int count = source.read(buf, limit, Math.min(CHUNK, room()));
    if (count > 0) {
      int from = limit;
      limit += count;
      seal(from);
    }
    return moved;
  }

  /** Tries to have {@code count} bytes from the position on; where it stands then. */
  int ensure(int at, int count) throws BrokenEnvelope {
    int moved = at;
    int before = -1;
    while (limit - moved < count && limit - moved > before) {
      before = limit - moved;
      moved = more(moved);
    }
    return moved;
  }

  /** The next position that holds no plain text of a string: the limit, if there is none. */
  int nextSpecial(int at) {
    int block = at >>> 6;
    long bits = special[block] & (-1L << at);
    while (bits == 0) {
      bits = special[++block];
    }
    return (block << 6) + Long.numberOfTrailingZeros(bits);
  }

  /** Looks at the bytes from {@code from} on, and ends them. */
  private void seal(int from) {
    buf[limit] = 0;
    for (int block = from >>> 6; block <= limit >>> 6; block++) {
      special[block] = Words.special64(buf, block << 6);
    }
  }

  private int room() {
    return buf.length - 1 - limit;
  }

  /** Makes room behind the limit; by how much the bytes moved to the front. */
  private int makeRoom(int at) {
    if (room() >= CHUNK / 2) {
      return 0;
    }
    int keepFrom = mark == NO_MARK ? at : mark;
    int shift = keepFrom & -Long.SIZE;
    System.arraycopy(buf, shift, buf, 0, limit + 1 - shift);
    System.arraycopy(special, shift >>> 6, special, 0, special.length - (shift >>> 6));
    limit -= shift;
    if (mark != NO_MARK) {
      mark -= shift;
    }
    if (room() >= CHUNK / 2) {
      return shift;
    }
    if (mark != NO_MARK && limit > keepAtMost) {
      overflowHead = Arrays.copyOfRange(buf, mark, mark + CHUNK);
      overflowed = true;
      mark = NO_MARK;
      return shift + makeRoom(at - shift);
    }
    buf = Arrays.copyOf(buf, Math.min(buf.length * 2, largest));
    special = Arrays.copyOf(special, buf.length / Long.SIZE);
    return shift;
  }
}
