package io.trailbridge.ingestion.batch.domain;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Turns one gzip log file into its records, streaming: at no time is more of the file in memory
 * than a window and the record that is being read. Used by one thread, for one batch after the
 * other.
 */
public final class BatchDecoder implements AutoCloseable {
  private static final byte[] RECORDS = "Records".getBytes(StandardCharsets.US_ASCII);
  private static final int ENVELOPE_FIELDS = 64;
  private static final int SLACK = 1 << 16;

  private final GzipMembers gzip;
  private final ByteWindow window;
  private final JsonScanner scanner;
  private final int mostRecords;

  /**
   * Makes a decoder.
   *
   * @param seed any number that senders of files cannot know; see {@link DuplicateFields}
   */
  public BatchDecoder(DecodeLimits limits, long seed) {
    gzip = new GzipMembers(limits);
    window = new ByteWindow(gzip, limits.recordBytes() + SLACK);
    scanner = new JsonScanner(window, limits, seed);
    mostRecords = limits.records();
  }

  /**
   * Hands the file's records to the sink while reading on. Where the envelope breaks in the middle,
   * the sink has already seen the records before, and the caller must take back what came of them.
   *
   * @return how many records there were, bad ones included
   */
  public int decode(byte[] file, RecordSink sink) throws BrokenEnvelope {
    window.reset();
    gzip.open(file);
    scanner.begin(afterByteOrderMark());
    expect('{', EnvelopeFault.NOT_JSON);
    int records = fields(sink);
    if (scanner.skipSpace() >= 0) {
      throw new BrokenEnvelope(EnvelopeFault.JSON_TRAILING_CONTENT);
    }
    return records;
  }

  private int fields(RecordSink sink) throws BrokenEnvelope {
    Set<String> names = new HashSet<>();
    int records = -1;
    if (scanner.skipSpace() == '}') {
      throw new BrokenEnvelope(EnvelopeFault.NO_RECORDS);
    }
    while (true) {
      boolean isRecords = name(names);
      if (isRecords) {
        records = records(sink);
      } else {
        scanner.value(1);
        refuseFault();
      }
      window.unmark();
      int c = scanner.skipSpace();
      if (c != ',' && c != '}') {
        throw new BrokenEnvelope(c < 0 ? EnvelopeFault.JSON_TRUNCATED : EnvelopeFault.NOT_JSON);
      }
      scanner.skip();
      if (c == '}') {
        break;
      }
    }
    if (records < 0) {
      throw new BrokenEnvelope(EnvelopeFault.NO_RECORDS);
    }
    return records;
  }

  /** Reads a name and its colon; whether it is the name of the records. */
  private boolean name(Set<String> names) throws BrokenEnvelope {
    if (scanner.skipSpace() != '"') {
      throw new BrokenEnvelope(
          scanner.skipSpace() < 0 ? EnvelopeFault.JSON_TRUNCATED : EnvelopeFault.NOT_JSON);
    }
    scanner.name();
    refuseFault();
    boolean isRecords = scanner.tape().means(0, RECORDS);
    if (!names.add(scanner.tape().text(0)) || names.size() > ENVELOPE_FIELDS) {
      throw new BrokenEnvelope(EnvelopeFault.JSON_BAD_ENVELOPE);
    }
    window.unmark();
    scanner.colon();
    return isRecords;
  }

  private int records(RecordSink sink) throws BrokenEnvelope {
    expect('[', EnvelopeFault.NO_RECORDS);
    int index = 0;
    if (scanner.skipSpace() == ']') {
      scanner.skip();
      return 0;
    }
    while (true) {
      scanner.skipSpace();
      if (index == mostRecords) {
        throw new BrokenEnvelope(EnvelopeFault.TOO_MANY_RECORDS);
      }
      scanner.value(2);
      hand(sink, index++);
      window.unmark();
      int c = scanner.skipSpace();
      if (c != ',' && c != ']') {
        throw new BrokenEnvelope(c < 0 ? EnvelopeFault.JSON_TRUNCATED : EnvelopeFault.NOT_JSON);
      }
      scanner.skip();
      if (c == ']') {
        return index;
      }
    }
  }

  private void hand(RecordSink sink, int index) throws BrokenEnvelope {
    RecordFault fault = scanner.fault();
    JsonTape tape = scanner.tape();
    if (fault == null && tape.kind(0) != JsonTape.Kind.OBJECT) {
      fault = RecordFault.NOT_AN_OBJECT;
    }
    if (fault == null) {
      sink.good(index, tape);
    } else if (window.overflowed()) {
      byte[] head = window.overflowHead();
      sink.bad(index, fault, head, 0, head.length);
    } else {
      sink.bad(index, fault, window.buf, window.marked(), scanner.position());
    }
  }

  private void refuseFault() throws BrokenEnvelope {
    if (scanner.fault() != null) {
      throw new BrokenEnvelope(EnvelopeFault.JSON_BAD_ENVELOPE);
    }
  }

  private void expect(char wanted, EnvelopeFault otherwise) throws BrokenEnvelope {
    int c = scanner.skipSpace();
    if (c != wanted) {
      throw new BrokenEnvelope(c < 0 ? EnvelopeFault.JSON_TRUNCATED : otherwise);
    }
    scanner.skip();
  }

  private int afterByteOrderMark() throws BrokenEnvelope {
    int at = window.ensure(0, 3);
    boolean mark =
        window.limit >= 3
            && window.buf[at] == (byte) 0xEF
            && window.buf[at + 1] == (byte) 0xBB
            && window.buf[at + 2] == (byte) 0xBF;
    return mark ? at + 3 : at;
  }

  @Override
  public void close() {
    gzip.close();
  }
}
