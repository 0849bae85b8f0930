package io.trailbridge.ingestion.batch.domain;

import io.trailbridge.ingestion.batch.domain.JsonTape.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value at a time from the window onto a tape, strictly by RFC 8259. What makes the
 * rest of the file unreadable (the grammar is broken, it ends too early) is thrown; what spoils
 * only this value (a limit, bad UTF-8, a field that comes twice) is remembered as its fault, and
 * reading goes on to the value's end.
 *
 * <p>The methods take a position and return the one behind what they read, so that it stays in a
 * register; only between two values it is kept here.
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
  private int position;
  private int depth;
  private boolean valueFollows;
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

  /** Where in the window the scanner stands. */
  int position() {
    return position;
  }

  /** Goes to this position of the window. */
  void begin(int at) {
    position = at;
  }

  /** Reads the value at the position, which is {@code depthOfValue} containers deep. */
  void value(int depthOfValue) throws BrokenEnvelope {
    tape.clear();
    fields.clear();
    fault = null;
    depth = depthOfValue;
    int at = position;
    window.mark(at);
    do {
      at = oneValue(at);
      if (!valueFollows) {
        at = afterValue(at, depthOfValue);
      }
    } while (valueFollows);
    position = at;
    if (window.overflowed() || here(at) > limits.recordBytes()) {
      fault = RecordFault.TOO_LARGE;
    } else {
      tape.over(window.buf, window.marked());
    }
  }

  /** Skips white space; the byte after it, or -1 at the end. It is not consumed. */
  int skipSpace() throws BrokenEnvelope {
    position = skipSpace(position);
    return position == window.limit ? -1 : window.buf[position] & 0xff;
  }

  /** Consumes the byte at the position. */
  void skip() {
    position++;
  }

  /** Reads a string at the position as the only token of the tape. */
  void name() throws BrokenEnvelope {
    tape.clear();
    fault = null;
    window.mark(position);
    position = string(position, Kind.KEY, limits.nameBytes(), RecordFault.NAME_TOO_LONG);
    if (window.overflowed()) {
      fault = RecordFault.NAME_TOO_LONG;
    } else {
      tape.over(window.buf, window.marked());
    }
  }

  /** Consumes the colon after a name. */
  void colon() throws BrokenEnvelope {
    position = colon(position);
  }

  /** A value follows where a container was opened that is not empty. */
  private int oneValue(int from) throws BrokenEnvelope {
    int at = skipSpace(from);
    valueFollows = false;
    return switch (window.buf[at]) {
      case '"' -> string(at, Kind.STRING, limits.stringBytes(), RecordFault.STRING_TOO_LONG);
      case '{' -> {
        int inside = open(at, Kind.OBJECT);
        valueFollows = window.buf[inside] != '}';
        yield valueFollows ? key(inside) : close(inside);
      }
      case '[' -> {
        int inside = open(at, Kind.ARRAY);
        valueFollows = window.buf[inside] != ']';
        yield valueFollows ? inside : close(inside);
      }
      case 't' -> literal(at, "true", Kind.TRUE);
      case 'f' -> literal(at, "false", Kind.FALSE);
      case 'n' -> literal(at, "null", Kind.NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(at);
      default -> throw broken(at);
    };
  }

  /** Closes what ends here; another value may follow before {@code floor} is reached. */
  private int afterValue(int from, int floor) throws BrokenEnvelope {
    int at = from;
    while (depth > floor) {
      at = skipSpace(at);
      byte c = window.buf[at];
      boolean object = inObject[depth - 1];
      if (c == ',') {
        valueFollows = true;
        return object ? key(skipSpace(at + 1)) : at + 1;
      }
      if (c != (object ? '}' : ']')) {
        throw broken(at);
      }
      at = close(at);
    }
    return at;
  }

  /** Ends at what stands first in the container. */
  private int open(int at, Kind kind) throws BrokenEnvelope {
    if (depth == DEEPEST_FOLLOWED) {
      throw new BrokenEnvelope(EnvelopeFault.JSON_TOO_DEEP);
    }
    boolean object = kind == Kind.OBJECT;
    inObject[depth] = object;
    containers[depth] = taping() ? tape.add(kind, here(at), 0, false) : 0;
    if (object) {
      fields.enterObject();
    }
    depth++;
    if (depth > limits.depth()) {
      spoil(RecordFault.TOO_DEEP);
    }
    return skipSpace(at + 1);
  }

  private int close(int at) {
    depth--;
    if (inObject[depth]) {
      fields.leaveObject();
    }
    if (taping()) {
      tape.close(containers[depth], here(at + 1));
    }
    return at + 1;
  }

  private int key(int from) throws BrokenEnvelope {
    if (window.buf[from] != '"') {
      throw broken(from);
    }
    int at = string(from, Kind.KEY, limits.nameBytes(), RecordFault.NAME_TOO_LONG);
    if (taping()) {
      tape.over(window.buf, window.marked());
      if (!fields.add(tape.size() - 1)) {
        spoil(RecordFault.DUPLICATE_FIELD);
      }
    }
    return colon(at);
  }

  private int colon(int from) throws BrokenEnvelope {
    int at = skipSpace(from);
    if (window.buf[at] != ':') {
      throw broken(at);
    }
    return at + 1;
  }

  private int string(int from, Kind kind, int limit, RecordFault tooLong) throws BrokenEnvelope {
    int at = strings.scan(from);
    RecordFault stringFault = strings.fault();
    if (stringFault != null) {
      spoil(stringFault);
    }
    if (strings.length() > limit) {
      spoil(tooLong);
    }
    if (taping()) {
      int to = here(at - 1);
      tape.add(kind, to - (int) strings.length(), to, strings.escaped());
    }
    return at;
  }

  private int number(int from) throws BrokenEnvelope {
    int begin = here(from);
    int at = window.buf[from] == '-' ? next(from) : from;
    at = window.buf[at] == '0' ? next(at) : digits(at);
    if (window.buf[at] == '.') {
      at = digits(next(at));
    }
    if (window.buf[at] == 'e' || window.buf[at] == 'E') {
      at = next(at);
      boolean signed = window.buf[at] == '+' || window.buf[at] == '-';
      at = digits(signed ? next(at) : at);
    }
    if (here(at) - begin > limits.numberChars()) {
      spoil(RecordFault.NUMBER_TOO_LONG);
    }
    if (taping()) {
      tape.add(Kind.NUMBER, begin, here(at), false);
    }
    return at;
  }

  /** At least one digit. */
  private int digits(int from) throws BrokenEnvelope {
    if (!isDigit(from)) {
      throw broken(from);
    }
    int at = from;
    while (isDigit(at)) {
      at = next(at);
    }
    return at;
  }

  private boolean isDigit(int at) {
    byte c = window.buf[at];
    return c >= '0' && c <= '9';
  }

  private int literal(int from, String word, Kind kind) throws BrokenEnvelope {
    int at = from;
    for (int i = 0; i < word.length(); i++) {
      if (window.buf[at] != word.charAt(i)) {
        throw broken(at);
      }
      at = next(at);
    }
    if (taping()) {
      tape.add(kind, here(at) - word.length(), here(at), false);
    }
    return at;
  }

  private int skipSpace(int from) throws BrokenEnvelope {
    // CloudTrail writes none.
    return window.buf[from] > ' ' ? from : skipSpaces(from);
  }

  private int skipSpaces(int from) throws BrokenEnvelope {
    int at = from;
    while (true) {
      byte c = window.buf[at];
      if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        at = next(at);
      } else if (at < window.limit) {
        return at;
      } else {
        at = window.more(at);
        if (at == window.limit) {
          return at;
        }
      }
    }
  }

  /** The position behind this one. A byte stands there, unless the file ends. */
  private int next(int at) throws BrokenEnvelope {
    return at + 1 < window.limit ? at + 1 : window.more(at + 1);
  }

  private BrokenEnvelope broken(int at) {
    return new BrokenEnvelope(
        at == window.limit ? EnvelopeFault.JSON_TRUNCATED : EnvelopeFault.NOT_JSON);
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

  private int here(int at) {
    return at - window.marked();
  }
}
