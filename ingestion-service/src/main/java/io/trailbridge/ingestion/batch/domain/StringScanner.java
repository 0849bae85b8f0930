package io.trailbridge.ingestion.batch.domain;

import org.jspecify.annotations.Nullable;

/**
 * Follows a JSON string to its closing quote and judges what is in it: UTF-8 by table 3-7 of the
 * Unicode standard, the escapes of RFC 8259, whole surrogate pairs, no control character.
 */
final class StringScanner {
  /** Two escapes that are one character. */
  private static final int LONGEST_SPECIAL = 12;

  private final ByteWindow window;
  private long length;
  private boolean escaped;
  private @Nullable RecordFault fault;

  StringScanner(ByteWindow window) {
    this.window = window;
  }

  /** The bytes of the last string, as it is written between its quotes. */
  long length() {
    return length;
  }

  /** Whether the last string had a backslash. */
  boolean escaped() {
    return escaped;
  }

  /** The first rule that the last string broke. */
  @Nullable RecordFault fault() {
    return fault;
  }

  /** Reads the string whose opening quote stands at {@code from}; the position after it. */
  int scan(int from) throws BrokenEnvelope {
    escaped = false;
    fault = null;
    int at = window.nextSpecial(from + 1);
    length = (long) at - from - 1;
    return window.buf[at] == '"' ? at + 1 : rest(at);
  }

  private int rest(int from) throws BrokenEnvelope {
    int at = from;
    while (window.buf[at] != '"') {
      int there = window.ensure(at, LONGEST_SPECIAL);
      if (there == window.limit) {
        throw new BrokenEnvelope(EnvelopeFault.JSON_TRUNCATED);
      }
      int special = special(there);
      at = window.nextSpecial(special);
      length += at - there;
    }
    return at + 1;
  }

  private int special(int at) throws BrokenEnvelope {
    int c = window.buf[at] & 0xff;
    if (c == '\\') {
      return escape(at);
    }
    if (c < 0x20) {
      spoil(RecordFault.BAD_STRING);
      return at + 1;
    }
    return c < 0x80 ? at : multibyte(at, c);
  }

  private int escape(int at) throws BrokenEnvelope {
    escaped = true;
    int left = window.limit - at;
    if (left < 2) {
      throw new BrokenEnvelope(EnvelopeFault.JSON_TRUNCATED);
    }
    return switch (window.buf[at + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
      case 'u' -> unicodeEscape(at, left);
      default -> {
        spoil(RecordFault.BAD_STRING);
        yield at + 2;
      }
    };
  }

  private int unicodeEscape(int at, int left) {
    int unit = left < 6 ? -1 : hex(at + 2);
    if (unit < 0) {
      spoil(RecordFault.BAD_STRING);
      return at + 2;
    }
    if (unit == 0) {
      spoil(RecordFault.NUL_CHARACTER);
    }
    if (unit < 0xD800 || unit > 0xDFFF) {
      return at + 6;
    }
    boolean pairFollows =
        unit < 0xDC00
            && left >= LONGEST_SPECIAL
            && window.buf[at + 6] == '\\'
            && window.buf[at + 7] == 'u'
            && hex(at + 8) >= 0xDC00
            && hex(at + 8) <= 0xDFFF;
    if (!pairFollows) {
      spoil(RecordFault.LONE_SURROGATE);
      return at + 6;
    }
    return at + LONGEST_SPECIAL;
  }

  private int hex(int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(window.buf[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  private int multibyte(int at, int lead) {
    int bytes;
    int low = 0x80;
    int high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
      bytes = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      bytes = 3;
      low = lead == 0xE0 ? 0xA0 : 0x80;
      high = lead == 0xED ? 0x9F : 0xBF;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      bytes = 4;
      low = lead == 0xF0 ? 0x90 : 0x80;
      high = lead == 0xF4 ? 0x8F : 0xBF;
    } else {
      return spoilByte(at);
    }
    if (window.limit - at < bytes) {
      return spoilByte(at);
    }
    for (int i = 1; i < bytes; i++) {
      int c = window.buf[at + i] & 0xff;
      if (c < low || c > high) {
        return spoilByte(at);
      }
      low = 0x80;
      high = 0xBF;
    }
    return at + bytes;
  }

  private int spoilByte(int at) {
    spoil(RecordFault.BAD_UTF8);
    return at + 1;
  }

  private void spoil(RecordFault found) {
    if (fault == null) {
      fault = found;
    }
  }
}
