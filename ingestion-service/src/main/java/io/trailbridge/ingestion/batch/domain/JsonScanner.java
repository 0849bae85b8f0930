package io.trailbridge.ingestion.batch.domain;

import io.trailbridge.ingestion.batch.domain.JsonTape.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value at a time from the window onto a tape, strictly by RFC 8259. What makes the
 * rest of the file unreadable (the grammar is broken, it ends too early) is thrown; what spoils
 * only this value (a limit, bad UTF-8, a field that comes twice) is remembered as its fault, and
 * reading goes on to the value's end.
 */
final class JsonScanner {
  /** Nesting beyond this is not followed to its end, so that the stack stays small. */
  private static final int DEEPEST_FOLLOWED = 4096;

  private final ByteWindow window;
  private final DecodeLimits limits;
  private final JsonTape tape = new JsonTape();
  private final DuplicateFields fields;
  private final StringScanner strings;

  private final boolean[] inObject = new boolean[DEEPEST_FOLLOWED];
  private final int[] containers = new int[DEEPEST_FOLLOWED];
  private int depth;
  private @Nullable RecordFault fault;

  JsonScanner(ByteWindow window, DecodeLimits limits, long seed) {
    this.window = window;
    this.limits = limits;
    this.fields = new DuplicateFields(tape, seed);
    this.strings = new StringScanner(window);
  }

  JsonTape tape() {
    return tape;
  }

  /** The first rule that the last value broke. */
  @Nullable RecordFault fault() {
    return fault;
  }

  /** Reads the value at the window's position, which is {@code depth} containers deep. */
  void value(int depthOfValue) throws BrokenEnvelope {
    tape.clear();
    fields.clear();
    fault = null;
    depth = depthOfValue;
    window.mark();
    boolean expected = true;
    while (expected) {
      expected = oneValue() || afterValue(depthOfValue);
    }
    if (window.overflowed() || window.pos - window.marked() > limits.recordBytes()) {
      fault = RecordFault.TOO_LARGE;
    } else {
      tape.over(window.buf, window.marked());
    }
  }

  /** Skips white space; the byte after it, or -1 at the end. It is not consumed. */
  int skipSpace() throws BrokenEnvelope {
    while (true) {
      int c = window.peek();
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return c;
      }
      window.pos++;
    }
  }

  /** Reads a string at the window's position as the only token of the tape. */
  void name() throws BrokenEnvelope {
    tape.clear();
    fault = null;
    window.mark();
    string(Kind.KEY, limits.nameBytes(), RecordFault.NAME_TOO_LONG);
    if (window.overflowed()) {
      fault = RecordFault.NAME_TOO_LONG;
    } else {
      tape.over(window.buf, window.marked());
    }
  }

  /** True where a container was opened that is not empty: a value must follow. */
  private boolean oneValue() throws BrokenEnvelope {
    int c = skipSpace();
    switch (c) {
      case '"' -> string(Kind.STRING, limits.stringBytes(), RecordFault.STRING_TOO_LONG);
      case '{' -> {
        open(Kind.OBJECT);
        if (skipSpace() != '}') {
          key();
          return true;
        }
        close();
      }
      case '[' -> {
        open(Kind.ARRAY);
        if (skipSpace() != ']') {
          return true;
        }
        close();
      }
      case 't' -> literal("true", Kind.TRUE);
      case 'f' -> literal("false", Kind.FALSE);
      case 'n' -> literal("null", Kind.NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(c);
      case -1 -> throw new BrokenEnvelope(EnvelopeFault.JSON_TRUNCATED);
      default -> throw new BrokenEnvelope(EnvelopeFault.NOT_JSON);
    }
    return false;
  }

  /** Closes what ends here; true where another value follows before {@code floor} is reached. */
  private boolean afterValue(int floor) throws BrokenEnvelope {
    while (depth > floor) {
      int c = skipSpace();
      boolean object = inObject[depth - 1];
      if (c == ',') {
        window.pos++;
        if (object) {
          skipSpace();
          key();
        }
        return true;
      }
      if (c != (object ? '}' : ']')) {
        throw new BrokenEnvelope(c < 0 ? EnvelopeFault.JSON_TRUNCATED : EnvelopeFault.NOT_JSON);
      }
      close();
    }
    return false;
  }

  private void open(Kind kind) throws BrokenEnvelope {
    if (depth == DEEPEST_FOLLOWED) {
      throw new BrokenEnvelope(EnvelopeFault.JSON_TOO_DEEP);
    }
    boolean object = kind == Kind.OBJECT;
    inObject[depth] = object;
    containers[depth] = taping() ? tape.add(kind, here(), 0, false) : 0;
    if (object) {
      fields.enterObject();
    }
    depth++;
    if (depth > limits.depth()) {
      spoil(RecordFault.TOO_DEEP);
    }
    window.pos++;
  }

  private void close() {
    window.pos++;
    depth--;
    if (inObject[depth]) {
      fields.leaveObject();
    }
    if (taping()) {
      tape.close(containers[depth], here());
    }
  }

  private void key() throws BrokenEnvelope {
    if (window.peek() != '"') {
      throw new BrokenEnvelope(
          window.peek() < 0 ? EnvelopeFault.JSON_TRUNCATED : EnvelopeFault.NOT_JSON);
    }
    int key = string(Kind.KEY, limits.nameBytes(), RecordFault.NAME_TOO_LONG);
    if (taping()) {
      tape.over(window.buf, window.marked());
      if (!fields.add(key)) {
        spoil(RecordFault.DUPLICATE_FIELD);
      }
    }
    colon();
  }

  /** Consumes the colon after a name. */
  void colon() throws BrokenEnvelope {
    int c = skipSpace();
    if (c != ':') {
      throw new BrokenEnvelope(c < 0 ? EnvelopeFault.JSON_TRUNCATED : EnvelopeFault.NOT_JSON);
    }
    window.pos++;
  }

  private int string(Kind kind, int limit, RecordFault tooLong) throws BrokenEnvelope {
    long length = strings.scan();
    RecordFault stringFault = strings.fault();
    if (stringFault != null) {
      spoil(stringFault);
    }
    if (length > limit) {
      spoil(tooLong);
    }
    if (!taping()) {
      return 0;
    }
    int to = here() - 1;
    return tape.add(kind, Math.toIntExact(to - length), to, strings.escaped());
  }

  private void number(int first) throws BrokenEnvelope {
    long length = 0;
    int c = first;
    if (c == '-') {
      c = following();
      length++;
    }
    if (c == '0') {
      c = following();
      length++;
    } else {
      length += digits(c);
      c = window.peek();
    }
    if (c == '.') {
      length += 1 + digits(following());
      c = window.peek();
    }
    if (c == 'e' || c == 'E') {
      c = following();
      length++;
      if (c == '+' || c == '-') {
        c = following();
        length++;
      }
      length += digits(c);
    }
    if (length > limits.numberChars()) {
      spoil(RecordFault.NUMBER_TOO_LONG);
    }
    if (taping()) {
      tape.add(Kind.NUMBER, Math.toIntExact(here() - length), here(), false);
    }
  }

  /** At least one digit, beginning with {@code c} at the window's position; how many. */
  private long digits(int c) throws BrokenEnvelope {
    long count = 0;
    int digit = c;
    while (digit >= '0' && digit <= '9') {
      digit = following();
      count++;
    }
    if (count == 0) {
      throw new BrokenEnvelope(digit < 0 ? EnvelopeFault.JSON_TRUNCATED : EnvelopeFault.NOT_JSON);
    }
    return count;
  }

  private int following() throws BrokenEnvelope {
    window.pos++;
    return window.peek();
  }

  private void literal(String word, Kind kind) throws BrokenEnvelope {
    for (int i = 0; i < word.length(); i++) {
      int c = window.peek();
      if (c != word.charAt(i)) {
        throw new BrokenEnvelope(c < 0 ? EnvelopeFault.JSON_TRUNCATED : EnvelopeFault.NOT_JSON);
      }
      window.pos++;
    }
    if (taping()) {
      tape.add(kind, here() - word.length(), here(), false);
    }
  }

  private void spoil(RecordFault found) {
    if (fault == null) {
      fault = found;
    }
  }

  /** A value with a fault is only followed to its end. */
  private boolean taping() {
    return fault == null && !window.overflowed();
  }

  private int here() {
    return window.pos - window.marked();
  }
}
