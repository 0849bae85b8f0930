package io.trailbridge.ingestion.ocsf;

import io.trailbridge.ingestion.batch.domain.JsonTape;
import io.trailbridge.ingestion.batch.domain.JsonTape.Kind;
import io.trailbridge.ingestion.batch.domain.Words;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON into one growing array. Text from a tape is copied as it was written: it is JSON
 * already, with right escapes and right UTF-8.
 */
final class JsonOut {
  static final byte[] TRUE = ascii("true");
  static final byte[] FALSE = ascii("false");

  private static final int NOWHERE = -1;
  private static final int SMALL = 1 << 18;

  private final int most;
  private byte[] bytes = new byte[8192];
  private int length;
  // The length right after the last opening bracket: what comes first there needs no comma.
  private int begun;

  /** For what cannot become large. */
  JsonOut() {
    this(Integer.MAX_VALUE);
  }

  /**
   * Takes not much more than so many bytes: it is looked at only where the array must grow, which
   * then throws {@link EventTooLarge}.
   */
  JsonOut(int most) {
    this.most = most;
  }

  /** A field's name with quotes and colon, made once. */
  static byte[] name(String name) {
    return ascii("\"" + name + "\":");
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void clear() {
    length = 0;
    begun = NOWHERE;
    if (bytes.length > 1 << 20) {
      bytes = new byte[8192];
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  int length() {
    return length;
  }

  /** Takes back what was written after {@code to}. */
  void cut(int to) {
    length = to;
    boolean begins = to > 0 && (bytes[to - 1] == '{' || bytes[to - 1] == '[');
    begun = begins ? to : NOWHERE;
  }

  void raw(byte[] piece) {
    raw(piece, 0, piece.length);
  }

  void raw(byte[] source, int from, int to) {
    int count = to - from;
    room(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  void raw(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
  }

  /** Begins an object or array. */
  void begin(char bracket) {
    raw(bracket);
    begun = length;
  }

  /** A comma, unless an object or array begins here. */
  void comma() {
    if (length != begun) {
      raw(',');
    }
  }

  /** Begins a field that is an object. Give what it returns to {@link #close}. */
  int open(byte[] name) {
    int before = length;
    comma();
    raw(name);
    begin('{');
    return before;
  }

  /** Ends an object; one without fields vanishes. */
  void close(int opened) {
    if (length == begun) {
      cut(opened);
    } else {
      raw('}');
    }
  }

  void field(byte[] name, long number) {
    comma();
    raw(name);
    number(number);
  }

  private void number(long number) {
    if (number < 0) {
      raw(ascii(Long.toString(number)));
      return;
    }
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    room(digits);
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  /** A field whose value is text that needs no escapes. */
  void field(byte[] name, String plain) {
    comma();
    raw(name);
    raw('"');
    raw(plain.getBytes(StandardCharsets.UTF_8));
    raw('"');
  }

  /** A field whose value is the token's text; nothing where there is no token. */
  void field(byte[] name, JsonTape tape, int token) {
    if (token != RecordFields.NONE) {
      comma();
      raw(name);
      text(tape, token);
    }
  }

  /** The token as a JSON string: strings as they are, numbers and booleans in quotes. */
  void text(JsonTape tape, int token) {
    raw('"');
    raw(tape.bytes(), tape.from(token), tape.to(token));
    raw('"');
  }

  /** Any value as a JSON string: text as it is, anything else as compact JSON inside the string. */
  void embedded(JsonTape tape, int token) {
    if (tape.isScalar(token)) {
      text(tape, token);
      return;
    }
    int from = tape.from(token);
    int to = tape.to(token);
    room(2 * (to - from) + 2 + Long.BYTES);
    byte[] source = tape.bytes();
    int at = length;
    bytes[at++] = '"';
    boolean inString = false;
    for (int i = from; i < to; i++) {
      if (inString) {
        int plain = Words.copyPlain(source, i, to, bytes, at);
        at += plain;
        i += plain;
      }
      byte c = source[i];
      if (c == '"') {
        inString = !inString;
        bytes[at++] = '\\';
      } else if (c == '\\') {
        // An escape: it and the byte it escapes, each made text again.
        bytes[at++] = '\\';
        bytes[at++] = '\\';
        c = source[++i];
        if (c == '"' || c == '\\') {
          bytes[at++] = '\\';
        }
      } else if (!inString && c <= ' ' && c >= 0) {
        continue;
      }
      bytes[at++] = c;
    }
    bytes[at++] = '"';
    length = at;
  }

  /** What the other holds. */
  void raw(JsonOut other) {
    raw(other.bytes, 0, other.length);
  }

  /** Text of any kind, with the escapes that a string needs. */
  void escaped(String text) {
    for (byte c : text.getBytes(StandardCharsets.UTF_8)) {
      if (c == '"' || c == '\\') {
        raw('\\');
        raw((char) c);
      } else if (c >= 0 && c < 0x20) {
        raw("\\u%04x".formatted((int) c).getBytes(StandardCharsets.US_ASCII));
      } else {
        room(1);
        bytes[length++] = c;
      }
    }
  }

  /** Whether the token is a string that is not empty, or another scalar. */
  static boolean says(JsonTape tape, int token) {
    return token != RecordFields.NONE
        && (tape.kind(token) != Kind.STRING || tape.to(token) > tape.from(token));
  }

  private void room(int count) {
    if (bytes.length - length < count) {
      if (length > most) {
        throw new EventTooLarge();
      }
      int needed = length + count;
      bytes = Arrays.copyOf(bytes, needed < SMALL ? 2 * needed : needed + needed / 4);
    }
  }
}
