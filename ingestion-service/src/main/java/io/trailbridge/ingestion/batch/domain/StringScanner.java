package io.trailbridge.ingestion.batch.domain;

import org.jspecify.annotations.Nullable;

/**
 * Follows a JSON string to its closing quote and judges what is in it: UTF-8 by table 3-7 of the
 * Unicode standard, the escapes of RFC 8259, whole surrogate pairs, no control character.
 */
final class StringScanner {
  private final ByteWindow window;
  private boolean escaped;
  private @Nullable RecordFault fault;

  StringScanner(ByteWindow window) {
    this.window = window;
  }

  /** Whether the last string had a backslash. */
  boolean escaped() {
    return escaped;
  }

  /** The first rule that the last string broke. */
  @Nullable RecordFault fault() {
    return fault;
  }

  /** Begins at an opening quote, ends after the closing one; the bytes between them. */
  long scan() throws BrokenEnvelope {
    escaped = false;
    fault = null;
    window.pos++;
    long length = 0;
    while (true) {
      int start = window.pos;
      skipPlain();
      length += window.pos - start;
      if (window.pos == window.limit) {
        if (!window.more()) {
          throw new BrokenEnvelope(EnvelopeFault.JSON_TRUNCATED);
        }
        continue;
      }
      int c = window.buf[window.pos] & 0xff;
      if (c == '"') {
        window.pos++;
        return length;
      }
      window.ensure(12);
      int special = window.pos;
      if (c == '\\') {
        escape();
      } else if (c < 0x20) {
        spoil(RecordFault.BAD_STRING);
        window.pos++;
      } else {
        multibyte(c);
      }
      length += window.pos - special;
    }
  }

  private void skipPlain() {
    byte[] bytes = window.buf;
    int at = window.pos;
    int end = window.limit;
    while (at + 8 <= end) {
      int plain = Words.plainText(Words.at(bytes, at));
      at += plain;
      if (plain < 8) {
        window.pos = at;
        return;
      }
    }
    while (at < end) {
      int c = bytes[at];
      if (c < 0x20 || c == '"' || c == '\\') {
        break;
      }
      at++;
    }
    window.pos = at;
  }

  private void escape() throws BrokenEnvelope {
    escaped = true;
    int left = window.limit - window.pos;
    if (left < 2) {
      throw new BrokenEnvelope(EnvelopeFault.JSON_TRUNCATED);
    }
    switch (window.buf[window.pos + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> window.pos += 2;
      case 'u' -> unicodeEscape(left);
      default -> {
        spoil(RecordFault.BAD_STRING);
        window.pos += 2;
      }
    }
  }

  private void unicodeEscape(int left) {
    int unit = left < 6 ? -1 : hex(window.pos + 2);
    if (unit < 0) {
      spoil(RecordFault.BAD_STRING);
      window.pos += 2;
      return;
    }
    if (unit == 0) {
      spoil(RecordFault.NUL_CHARACTER);
    }
    if (unit < 0xD800 || unit > 0xDFFF) {
      window.pos += 6;
      return;
    }
    boolean pairFollows =
        unit < 0xDC00
            && left >= 12
            && window.buf[window.pos + 6] == '\\'
            && window.buf[window.pos + 7] == 'u'
            && hex(window.pos + 8) >= 0xDC00
            && hex(window.pos + 8) <= 0xDFFF;
    if (pairFollows) {
      window.pos += 12;
    } else {
      spoil(RecordFault.LONE_SURROGATE);
      window.pos += 6;
    }
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

  private void multibyte(int lead) {
    int length;
    int low = 0x80;
    int high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
      length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      length = 3;
      low = lead == 0xE0 ? 0xA0 : 0x80;
      high = lead == 0xED ? 0x9F : 0xBF;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      length = 4;
      low = lead == 0xF0 ? 0x90 : 0x80;
      high = lead == 0xF4 ? 0x8F : 0xBF;
    } else {
      spoilByte();
      return;
    }
    if (window.limit - window.pos < length) {
      spoilByte();
      return;
    }
    for (int i = 1; i < length; i++) {
      int c = window.buf[window.pos + i] & 0xff;
      if (c < low || c > high) {
        spoilByte();
        return;
      }
      low = 0x80;
      high = 0xBF;
    }
    window.pos += length;
  }

  private void spoilByte() {
    spoil(RecordFault.BAD_UTF8);
    window.pos++;
  }

  private void spoil(RecordFault found) {
    if (fault == null) {
      fault = found;
    }
  }
}
