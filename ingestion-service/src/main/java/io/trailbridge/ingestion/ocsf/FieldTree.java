package io.trailbridge.ingestion.ocsf;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One level of a CloudTrail record: which names have a place, and which lead deeper. */
final class FieldTree {

  /** What stands behind a name. */
  sealed interface Place {
    /** A field with a place of its own. */
    record Leaf(Field field) implements Place {}

    /** An object whose fields may have places. */
    record Deeper(FieldTree tree) implements Place {}
  }

  private final byte[] prefix;
  private final ByteNames<Place> places;

  private FieldTree(String prefix, Map<String, Field> paths) {
    this.prefix = JsonOut.ascii(prefix);
    Map<String, Place> byName = new LinkedHashMap<>();
    Map<String, Map<String, Field>> deeper = new LinkedHashMap<>();
    paths.forEach(
        (path, field) -> {
          int dot = path.indexOf('.');
          if (dot < 0) {
            byName.put(path, new Place.Leaf(field));
          } else {
            deeper
                .computeIfAbsent(path.substring(0, dot), _ -> new LinkedHashMap<>())
                .put(path.substring(dot + 1), field);
          }
        });
    deeper.forEach(
        (name, inner) ->
            byName.put(name, new Place.Deeper(new FieldTree(prefix + name + ".", inner))));
    places = new ByteNames<>(byName);
  }

  /** The whole record. */
  static FieldTree ofRecord() {
    Map<String, Field> paths = new LinkedHashMap<>();
    for (Field field : Field.values()) {
      field.paths().forEach(path -> paths.put(path, field));
    }
    return new FieldTree("", paths);
  }

  /** What stands before a name of this level in a full path: empty, or ends with a dot. */
  byte[] prefix() {
    return prefix;
  }

  @Nullable Place get(byte[] name, int from, int to) {
    return places.get(name, from, to);
  }
}
