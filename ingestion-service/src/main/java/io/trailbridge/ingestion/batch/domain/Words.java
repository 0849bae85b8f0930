package io.trailbridge.ingestion.batch.domain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at once. */
public final class Words {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long CONTROLS = ONES * 0x20;

  private Words() {}

  static long at(byte[] bytes, int index) {
    return (long) LONGS.get(bytes, index);
  }

  /**
   * How many bytes of the word, from its first, are plain text inside a JSON string: ASCII, no
   * quote, no backslash, no control character. Exact, since only the lowest hit is used.
   */
  static int plainText(long word) {
    long quote = word ^ QUOTES;
    long backslash = word ^ BACKSLASHES;
    long hits = zeroes(quote) | zeroes(backslash) | ((word - CONTROLS) & ~word) | word;
    return Long.numberOfTrailingZeros(hits & HIGHS) >>> 3;
  }

  /** How many bytes from {@code from} on are plain text, found by eights: at most seven too few. */
  public static int plainRun(byte[] bytes, int from, int to) {
    int at = from;
    while (at + 8 <= to) {
      int plain = plainText(at(bytes, at));
      at += plain;
      if (plain < 8) {
        break;
      }
    }
    return at - from;
  }

  private static long zeroes(long word) {
    return (word - ONES) & ~word;
  }
}
