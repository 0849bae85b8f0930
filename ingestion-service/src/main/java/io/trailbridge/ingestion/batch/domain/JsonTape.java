package io.trailbridge.ingestion.batch.domain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON value as a flat list of tokens over the bytes that it was read from: no object a field,
 * no map, nothing copied. A reader walks it with token numbers:
 *
 * <pre>{@code
 * for (int key = tape.first(object); key < tape.end(object); key = tape.next(key + 1)) {
 *   int value = key + 1;
 * }
 * }</pre>
 *
 * Token 0 is the value itself. A string's bytes are those between its quotes, escapes as they were
 * written and known to be right, so they may be copied into other JSON as they are.
 */
public final class JsonTape {
  /** What a token is. */
  public enum Kind {
    OBJECT(0),
    ARRAY(1),
    KEY(2),
    STRING(3),
    NUMBER(4),
    TRUE(5),
    FALSE(6),
    NULL(7);

    private static final Kind[] BY_CODE = values();

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  private static final int STRIDE = 4;
  private static final int KIND = 0;
  private static final int FROM = 1;
  private static final int TO = 2;
  private static final int NEXT = 3;
  private static final int ESCAPED = 0x100;

  private int[] tokens = new int[STRIDE * 256];
  private int size;
  private byte[] bytes = new byte[0];
  private int base;

  void clear() {
    size = 0;
    if (tokens.length > STRIDE * 65_536) {
      tokens = new int[STRIDE * 256];
    }
  }

  /** The bytes that the tokens point into, and where the value begins in them. */
  void over(byte[] source, int start) {
    bytes = source;
    base = start;
  }

  int add(Kind kind, int from, int to, boolean escaped) {
    int slot = size * STRIDE;
    if (slot == tokens.length) {
      tokens = Arrays.copyOf(tokens, tokens.length * 2);
    }
    tokens[slot + KIND] = kind.code | (escaped ? ESCAPED : 0);
    tokens[slot + FROM] = from;
    tokens[slot + TO] = to;
    tokens[slot + NEXT] = size + 1;
    return size++;
  }

  void close(int container, int to) {
    tokens[container * STRIDE + TO] = to;
    tokens[container * STRIDE + NEXT] = size;
  }

  /** How many tokens there are. */
  public int size() {
    return size;
  }

  /** What the token is. */
  public Kind kind(int token) {
    return Kind.BY_CODE[tokens[token * STRIDE + KIND] & 0xff];
  }

  /** Whether the token is a string, a number or a boolean. */
  public boolean isScalar(int token) {
    return switch (kind(token)) {
      case STRING, NUMBER, TRUE, FALSE -> true;
      case OBJECT, ARRAY, KEY, NULL -> false;
    };
  }

  /** The first key of an object, or the first element of an array; {@link #end} where empty. */
  public int first(int container) {
    return container + 1;
  }

  /** The token after the last one inside. */
  public int end(int container) {
    return tokens[container * STRIDE + NEXT];
  }

  /** The token after this value and all inside it. */
  public int next(int value) {
    return tokens[value * STRIDE + NEXT];
  }

  /** The array that holds {@link #from} to {@link #to}. Not to be changed or kept. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the token's bytes begin: after the quote of a key or string. */
  public int from(int token) {
    return base + tokens[token * STRIDE + FROM];
  }

  /** Where they end, exclusive: before the closing quote of a key or string. */
  public int to(int token) {
    return base + tokens[token * STRIDE + TO];
  }

  /** Whether a key or string has a backslash in it. */
  public boolean isEscaped(int token) {
    return (tokens[token * STRIDE + KIND] & ESCAPED) != 0;
  }

  /** Whether a key or string means exactly this ASCII text, however it is written. */
  public boolean means(int token, byte[] ascii) {
    if (isEscaped(token)) {
      return text(token).equals(new String(ascii, StandardCharsets.US_ASCII));
    }
    int from = from(token);
    return to(token) - from == ascii.length && Words.same(bytes, from, ascii, 0, ascii.length);
  }

  /** The text of a key or string with its escapes undone; of any other token what was written. */
  public String text(int token) {
    String written =
        new String(bytes, from(token), to(token) - from(token), StandardCharsets.UTF_8);
    return isEscaped(token) ? unescape(written) : written;
  }

  private static String unescape(String written) {
    StringBuilder text = new StringBuilder(written.length());
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = written.charAt(++i);
      switch (escape) {
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append((char) Integer.parseInt(written, i + 1, i + 5, 16));
          i += 4;
        }
        default -> text.append(escape);
      }
    }
    return text.toString();
  }
}
