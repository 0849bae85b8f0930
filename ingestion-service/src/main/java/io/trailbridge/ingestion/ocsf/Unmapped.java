package io.trailbridge.ingestion.ocsf;

import io.trailbridge.ingestion.batch.domain.JsonTape;
import io.trailbridge.ingestion.batch.domain.JsonTape.Kind;
import io.trailbridge.ingestion.batch.domain.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything of a record that has no place: one flat object from full paths to text, as the
 * official samples have it. Arrays and empty objects are JSON inside the text; nulls say nothing
 * and are left out. A dot, bracket or backslash inside a name gets a backslash before it, so that
 * two paths never look alike.
 */
final class Unmapped {
  /** A backslash inside a JSON string. */
  private static final byte[] ESCAPE = JsonOut.ascii("\\\\");

  private static final byte[] END_OF_NAME = JsonOut.ascii("\":");
  private static final byte[] UNMAPPED = JsonOut.name("unmapped");

  private final List<byte[]> prefixes = new ArrayList<>();
  private final JsonOut path = new JsonOut();
  private int[] keys = new int[32];

  void clear() {
    prefixes.clear();
  }

  void add(FieldTree level, int key) {
    add(level.prefix(), key);
  }

  void add(byte[] prefix, int key) {
    if (prefixes.size() == keys.length) {
      keys = java.util.Arrays.copyOf(keys, keys.length * 2);
    }
    keys[prefixes.size()] = key;
    prefixes.add(prefix);
  }

  void write(JsonTape tape, JsonOut out) {
    int opened = out.open(UNMAPPED);
    for (int i = 0; i < prefixes.size(); i++) {
      path.clear();
      path.raw(prefixes.get(i));
      write(tape, out, keys[i]);
    }
    out.close(opened);
  }

  private void write(JsonTape tape, JsonOut out, int key) {
    int value = key + 1;
    Kind kind = tape.kind(value);
    if (kind == Kind.NULL) {
      return;
    }
    if (kind == Kind.OBJECT && tape.first(value) < tape.end(value)) {
      int before = path.length();
      name(tape, key, path);
      path.raw('.');
      for (int k = tape.first(value); k < tape.end(value); k = tape.next(k + 1)) {
        write(tape, out, k);
      }
      path.cut(before);
    } else {
      out.comma();
      out.raw('"');
      out.raw(path);
      name(tape, key, out);
      out.raw(END_OF_NAME);
      out.embedded(tape, value);
    }
  }

  private static void name(JsonTape tape, int key, JsonOut out) {
    byte[] bytes = tape.bytes();
    int from = tape.from(key);
    int to = tape.to(key);
    if (tape.isEscaped(key)) {
      out.escaped(tape.text(key).replaceAll("[.\\[\\\\]", "\\\\$0"));
    } else if (Words.hasAny(bytes, from, to, '.', '[')) {
      for (int i = from; i < to; i++) {
        if (bytes[i] == '.' || bytes[i] == '[') {
          out.raw(ESCAPE);
        }
        out.raw((char) bytes[i]);
      }
    } else {
      out.raw(bytes, from, to);
    }
  }
}
