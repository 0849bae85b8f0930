package io.trailbridge.ingestion.ocsf;

import io.trailbridge.ingestion.batch.domain.JsonTape;
import io.trailbridge.ingestion.batch.domain.JsonTape.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of the record at hand stand on its tape: the value's token of every field that
 * has a place, and the list of those that have none. Filled anew for each record.
 */
final class RecordFields {
  /** The record does not have the field. */
  static final int NONE = -1;

  private static final FieldTree RECORD = FieldTree.ofRecord();

  private final int[] keys = new int[Field.COUNT];
  private final FieldTree[] levels = new FieldTree[Field.COUNT];
  private final Unmapped unmapped;
  private JsonTape tape = new JsonTape();

  RecordFields(Unmapped unmapped) {
    this.unmapped = unmapped;
  }

  void read(JsonTape record) {
    tape = record;
    Arrays.fill(keys, NONE);
    unmapped.clear();
    walk(RECORD, 0);
    preferFirst(Field.IDENTITY_ACCESS_KEY, Field.IDENTITY_CREDENTIAL);
    preferFirst(Field.IDENTITY_USER_NAME, Field.ADDITIONAL_USER_NAME);
    preferFirst(Field.IDENTITY_PRINCIPAL, Field.ON_BEHALF_USER);
    preferFirst(Field.IDENTITY_PROVIDER, Field.FEDERATED_PROVIDER);
  }

  /** The token of the field's value, or {@link #NONE}. A JSON null counts as none. */
  int get(Field field) {
    int key = keys[field.slot()];
    return key == NONE ? NONE : key + 1;
  }

  /** The first of two that the record has. */
  int either(Field first, Field second) {
    int token = get(first);
    return token == NONE ? get(second) : token;
  }

  /** The first of these that the record has and that is not empty. */
  int first(Detail... details) {
    for (Detail detail : details) {
      int token = get(detail.root());
      for (byte[] name : detail.names()) {
        token = inside(token, name);
      }
      if (token != NONE && tape.isScalar(token) && JsonOut.says(tape, token)) {
        return token;
      }
    }
    return NONE;
  }

  /** Whether the field is an object in which the name has this value. */
  boolean says(Field field, byte[] name, byte[] text) {
    int token = inside(get(field), name);
    return token != NONE && tape.kind(token) == Kind.STRING && tape.means(token, text);
  }

  private int inside(int object, byte[] name) {
    if (object != NONE && tape.kind(object) == Kind.OBJECT) {
      for (int key = tape.first(object); key < tape.end(object); key = tape.next(key + 1)) {
        if (tape.means(key, name)) {
          return key + 1;
        }
      }
    }
    return NONE;
  }

  boolean has(Field field) {
    return keys[field.slot()] != NONE;
  }

  /** Has no place after all: it does not look as it should. */
  void leaveUnmapped(Field field) {
    int slot = field.slot();
    if (keys[slot] != NONE) {
      unmapped.add(levels[slot], keys[slot]);
      keys[slot] = NONE;
    }
  }

  private void preferFirst(Field first, Field second) {
    if (has(first)) {
      leaveUnmapped(second);
    }
  }

  private void walk(FieldTree level, int object) {
    int end = tape.end(object);
    for (int key = tape.first(object); key < end; key = tape.next(key + 1)) {
      Kind kind = tape.kind(key + 1);
      if (kind == Kind.NULL) {
        continue;
      }
      switch (place(level, key)) {
        case FieldTree.Place.Leaf(Field field) -> take(level, key, field);
        case FieldTree.Place.Deeper(FieldTree tree) when kind == Kind.OBJECT -> walk(tree, key + 1);
        case FieldTree.Place.Deeper _ -> unmapped.add(level, key);
        case null -> unmapped.add(level, key);
      }
    }
  }

  private FieldTree.@Nullable Place place(FieldTree level, int key) {
    if (tape.isEscaped(key)) {
      byte[] name = tape.text(key).getBytes(StandardCharsets.UTF_8);
      return level.get(name, 0, name.length);
    }
    return level.get(tape.bytes(), tape.from(key), tape.to(key));
  }

  private void take(FieldTree level, int key, Field field) {
    int slot = field.slot();
    boolean fits = field.takesAnyValue() || tape.isScalar(key + 1);
    if (fits && keys[slot] == NONE) {
      keys[slot] = key;
      levels[slot] = level;
    } else {
      unmapped.add(level, key);
    }
  }
}
