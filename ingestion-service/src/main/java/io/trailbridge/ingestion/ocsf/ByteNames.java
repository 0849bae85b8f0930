package io.trailbridge.ingestion.ocsf;

import io.trailbridge.ingestion.batch.domain.Words;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fixed map from ASCII names to values, asked with a piece of an array instead of a String. */
final class ByteNames<T> {
  private final @Nullable Entry<T>[] table;
  private final int mask;

  private record Entry<T>(byte[] name, T value) {}

  ByteNames(Map<String, T> values) {
    int size = Integer.highestOneBit(Math.max(4, values.size() * 4));
    mask = size - 1;
    table = empty(size);
    values.forEach(
        (name, value) -> {
          byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
          int slot = hash(bytes, 0, bytes.length) & mask;
          while (table[slot] != null) {
            slot = (slot + 1) & mask;
          }
          table[slot] = new Entry<>(bytes, value);
        });
  }

  @Nullable T get(byte[] bytes, int from, int to) {
    if (from == to) {
      return null;
    }
    int slot = hash(bytes, from, to) & mask;
    while (true) {
      Entry<T> entry = table[slot];
      if (entry == null) {
        return null;
      }
      if (entry.name.length == to - from && Words.same(bytes, from, entry.name, 0, to - from)) {
        return entry.value;
      }
      slot = (slot + 1) & mask;
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // arrays know no generics
  private static <T> @Nullable Entry<T>[] empty(int size) {
    return (@Nullable Entry<T>[]) new Entry[size];
  }

  private static int hash(byte[] bytes, int from, int to) {
    int length = to - from;
    int middle = bytes[from + length / 2];
    return length * 31 + bytes[from] * 7 + bytes[to - 1] * 131 + middle * 17;
  }
}
