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
  // Added to a byte of seven bits, it sets the eighth where the byte is 0x20 or more.
  private static final long PRINTABLE = ONES * 0x60;
  // Brings the lowest bits of all bytes together in the highest byte.
  private static final long GATHER = 0x0102040810204080L;

  private Words() {}

  static long at(byte[] bytes, int index) {
    return (long) LONGS.get(bytes, index);
  }

  /** Up to eight bytes as a number; for pieces of the same length only. */
  static long few(byte[] bytes, int from, int to) {
    if (from + 8 <= bytes.length) {
      return to == from ? 0 : at(bytes, from) << (64 - 8 * (to - from));
    }
    long word = 0;
    for (int i = from; i < to; i++) {
      word = (word >>> 8) | ((long) bytes[i] << 56);
    }
    return word;
  }

  /** Whether two pieces of this length are the same. */
  public static boolean same(byte[] one, int from, byte[] other, int otherFrom, int length) {
    if (length <= 8) {
      return few(one, from, from + length) == few(other, otherFrom, otherFrom + length);
    }
    for (int at = 0; at < length - 8; at += 8) {
      if (at(one, from + at) != at(other, otherFrom + at)) {
        return false;
      }
    }
    return at(one, from + length - 8) == at(other, otherFrom + length - 8);
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

  /** A bit for each of 64 bytes, the first one's lowest: set where it is no plain text. */
  static long special64(byte[] bytes, int from) {
    long special = 0;
    for (int i = 0; i < 64; i += 8) {
      special |= special(at(bytes, from + i)) << i;
    }
    return special;
  }

  /** The same for the eight bytes of a word. */
  private static long special(long word) {
    long low = word & ~HIGHS;
    long plain = ((low ^ QUOTES) + ~HIGHS) & ((low ^ BACKSLASHES) + ~HIGHS) & (low + PRINTABLE);
    return ((((~plain | word) & HIGHS) >>> 7) * GATHER) >>> 56;
  }

  /**
   * Copies plain text from {@code from} on, by eights: at most seven bytes too few. The target must
   * have room for eight bytes more.
   *
   * @return how many bytes were copied
   */
  public static int copyPlain(byte[] bytes, int from, int to, byte[] target, int at) {
    int done = 0;
    while (from + done + 8 <= to) {
      long word = at(bytes, from + done);
      LONGS.set(target, at + done, word);
      int plain = plainText(word);
      done += plain;
      if (plain < 8) {
        break;
      }
    }
    return done;
  }

  /** Whether one of two ASCII characters stands in the piece. */
  public static boolean hasAny(byte[] bytes, int from, int to, char one, char other) {
    int at = from;
    for (; at + 8 <= to; at += 8) {
      if (hasAny(at(bytes, at), one, other)) {
        return true;
      }
    }
    return hasAny(few(bytes, at, to), one, other);
  }

  private static boolean hasAny(long word, char one, char other) {
    return ((zeroes(word ^ ONES * one) | zeroes(word ^ ONES * other)) & HIGHS) != 0;
  }

  private static long zeroes(long word) {
    return (word - ONES) & ~word;
  }
}
