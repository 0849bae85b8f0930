package io.trailbridge.ingestion.ocsf;

import io.trailbridge.ingestion.batch.domain.JsonTape;
import io.trailbridge.ingestion.batch.domain.JsonTape.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything of a record that has no place: one flat object from full paths to text, as the
 * official samples have it. Arrays and empty objects are JSON inside the text; nulls say nothing
 * and are left out. A dot, bracket or backslash inside a name gets a backslash before it, so that
 * two paths never look alike.
 */
final class Unmapped {
  private static final byte[] UNMAPPED = JsonOut.name("unmapped");

  private final List<String> prefixes = new ArrayList<>();
  private int[] keys = new int[32];

  void clear() {
    prefixes.clear();
  }

  void add(FieldTree level, int key) {
    add(level.prefix(), key);
  }

  void add(String prefix, int key) {
    if (prefixes.size() == keys.length) {
      keys = java.util.Arrays.copyOf(keys, keys.length * 2);
    }
    keys[prefixes.size()] = key;
    prefixes.add(prefix);
  }

  void write(JsonTape tape, JsonOut out) {
    int opened = out.open(UNMAPPED);
    for (int i = 0; i < prefixes.size(); i++) {
      write(tape, out, prefixes.get(i), keys[i]);
    }
    out.close(opened);
  }

  private void write(JsonTape tape, JsonOut out, String prefix, int key) {
    int value = key + 1;
    Kind kind = tape.kind(value);
    if (kind == Kind.NULL) {
      return;
    }
    String path = prefix + escaped(tape.text(key));
    boolean deeper = kind == Kind.OBJECT && tape.first(value) < tape.end(value);
    if (deeper) {
      for (int k = tape.first(value); k < tape.end(value); k = tape.next(k + 1)) {
        write(tape, out, path + ".", k);
      }
      return;
    }
    out.comma();
    out.quoted(path);
    out.raw(':');
    out.embedded(tape, value);
  }

  private static String escaped(String name) {
    boolean plain = name.indexOf('.') < 0 && name.indexOf('[') < 0 && name.indexOf('\\') < 0;
    return plain ? name : name.replaceAll("[.\\[\\\\]", "\\\\$0");
  }
}
