package io.trailbridge.provisioning.objects.domain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records of {@code {"Records":[…]}} in a stream of JSON, one after the other, without
 * understanding them: it counts brackets outside of strings. Whether the JSON is sound is decided
 * by ingestion; here only the borders matter.
 */
final class RecordReader {
  private static final int BUFFER = 64 * 1024;

  private final InputStream json;
  private final int largest;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int end;
  private boolean inRecords;

  private byte[] record = new byte[BUFFER];
  private int length;

  /**
   * Reads from the beginning of the file.
   *
   * @param largest the most bytes that a record may have
   */
  RecordReader(InputStream json, int largest) {
    this.json = json;
    this.largest = largest;
  }

  /** The bytes of the next record; null after the last. */
  byte @Nullable [] next() throws IOException, NotALogFile {
    if (!inRecords) {
      findRecords();
      inRecords = true;
    }
    int first = skipBlanks();
    if (first == ',') {
      first = skipBlanks();
    }
    if (first == ']') {
      return null;
    }
    expect(first, '{');
    length = 0;
    copyValue(first, true);
    return Arrays.copyOf(record, length);
  }

  /** Goes to the first byte after the opening bracket of the member Records. */
  private void findRecords() throws IOException, NotALogFile {
    expect(skipBlanks(), '{');
    while (true) {
      int first = skipBlanks();
      if (first == ',') {
        first = skipBlanks();
      }
      expect(first, '"');
      length = 0;
      copyValue(first, true);
      boolean records = "\"Records\"".contentEquals(asText());
      expect(skipBlanks(), ':');
      int value = skipBlanks();
      if (records) {
        expect(value, '[');
        return;
      }
      copyValue(value, false);
    }
  }

  private CharSequence asText() {
    return new String(record, 0, length, StandardCharsets.UTF_8);
  }

  /** Goes to the end of the value that begins with {@code first}; keeps its bytes where asked. */
  private void copyValue(int first, boolean keep) throws IOException, NotALogFile {
    int depth = 0;
    boolean inString = false;
    boolean escaped = false;
    int current = first;
    while (true) {
      if (current < 0) {
        throw new NotALogFile("truncated");
      }
      if (keep) {
        append(current);
      }
      if (inString) {
        if (escaped) {
          escaped = false;
        } else if (current == '\\') {
          escaped = true;
        } else if (current == '"') {
          inString = false;
        }
      } else {
        switch (current) {
          case '"' -> inString = true;
          case '{', '[' -> depth++;
          case '}', ']' -> depth--;
          default -> {}
        }
      }
      if (depth == 0 && !inString && (isClosing(current) || endsHere())) {
        return;
      }
      current = read();
    }
  }

  private static boolean isClosing(int current) {
    return current == '}' || current == ']' || current == '"';
  }

  /** A number or a word ends before what cannot belong to it. */
  private boolean endsHere() throws IOException {
    int next = peek();
    return next < 0 || next == ',' || next == '}' || next == ']' || next <= ' ';
  }

  private void append(int current) throws NotALogFile {
    if (length == largest) {
      throw new NotALogFile("record-too-large");
    }
    if (length == record.length) {
      record = Arrays.copyOf(record, Math.min(largest, length * 2));
    }
    record[length++] = (byte) current;
  }

  private static void expect(int found, int wanted) throws NotALogFile {
    if (found < 0) {
      throw new NotALogFile("truncated");
    }
    if (found != wanted) {
      throw new NotALogFile("not-a-log-file");
    }
  }

  private int skipBlanks() throws IOException {
    int current = read();
    while (current == ' ' || current == '\n' || current == '\r' || current == '\t') {
      current = read();
    }
    return current;
  }

  private int peek() throws IOException {
    if (position == end && !fill()) {
      return -1;
    }
    return buffer[position] & 0xff;
  }

  private int read() throws IOException {
    if (position == end && !fill()) {
      return -1;
    }
    return buffer[position++] & 0xff;
  }

  private boolean fill() throws IOException {
    position = 0;
    end = Math.max(0, json.read(buffer));
    return end > 0;
  }
}
