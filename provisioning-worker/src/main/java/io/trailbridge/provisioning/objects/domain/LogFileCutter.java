package io.trailbridge.provisioning.objects.domain;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a log file that is too large for one Kafka record into several, at record borders. The same
 * file is always cut the same way.
 */
public final class LogFileCutter {
  /** The largest batch, in bytes of gzip. */
  public static final int LARGEST_BATCH = 4 * 1024 * 1024;

  /** A record that is larger than this, inflated, is nothing that ingestion would take. */
  private static final int LARGEST_RECORD = 3 * 1024 * 1024;

  /** What gzip may still hold back, and what is written after the last record. */
  private static final int SPARE = 256 * 1024;

  private static final byte[] HEAD = "{\"Records\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

  private final int largestBatch;

  /** With the limits of Kafka's topic. */
  public LogFileCutter() {
    this(LARGEST_BATCH);
  }

  LogFileCutter(int largestBatch) {
    this.largestBatch = largestBatch;
  }

  /** Takes one batch after the other. */
  public interface Batches {
    /** A whole log file of its own, gzip. */
    void add(byte[] batch);
  }

  /**
   * Cuts a file while it is read.
   *
   * @param gzip the file as S3 has it; not closed
   * @throws IOException where the stream broke: try again
   * @throws NotALogFile where the content is at fault; batches may have been given before
   */
  public void cut(InputStream gzip, Batches batches) throws IOException, NotALogFile {
    RecordReader records = new RecordReader(inflated(gzip), LARGEST_RECORD);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(largestBatch / 4);
    @Nullable GZIPOutputStream batch = null;
    try {
      byte[] record = records.next();
      while (record != null) {
        if (batch != null && compressed.size() + record.length + SPARE > largestBatch) {
          finish(batch, compressed, batches);
          batch = null;
        }
        if (batch == null) {
          compressed.reset();
          batch = new GZIPOutputStream(compressed, 64 * 1024);
          batch.write(HEAD);
        } else {
          batch.write(',');
        }
        batch.write(record);
        record = records.next();
      }
    } catch (ZipException e) {
      throw new NotALogFile("bad-gzip");
    } catch (EOFException e) {
      throw new NotALogFile("truncated");
    }
    if (batch != null) {
      finish(batch, compressed, batches);
    }
  }

  private static InputStream inflated(InputStream gzip) throws IOException, NotALogFile {
    try {
      return new GZIPInputStream(gzip, 64 * 1024);
    } catch (ZipException | EOFException e) {
      throw new NotALogFile("bad-gzip");
    }
  }

  private static void finish(
      GZIPOutputStream batch, ByteArrayOutputStream compressed, Batches batches)
      throws IOException {
    batch.write(TAIL);
    batch.close();
    batches.add(compressed.toByteArray());
  }
}
