package io.trailbridge.ingestion.batch.domain;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates a gzip file member by member, with every check that RFC 1952 offers: header, header CRC,
 * CRC-32, ISIZE, and that nothing but further members follows. {@code GZIPInputStream} lets
 * trailing bytes pass in silence. One instance is used for many batches; {@link #close()} frees the
 * native inflater.
 */
final class GzipMembers implements AutoCloseable {
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int FLAGS_RESERVED = 0xE0;
  private static final int TRAILER_BYTES = 8;

  private final DecodeLimits limits;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();

  private byte[] file = new byte[0];
  private int at;
  private int members;
  private boolean inMember;
  private int memberStart;
  private long inflated;

  GzipMembers(DecodeLimits limits) {
    this.limits = limits;
  }

  /** Begins a new file. */
  void open(byte[] gzip) throws BrokenEnvelope {
    file = gzip;
    at = 0;
    members = 0;
    inflated = 0;
    inMember = false;
    if (gzip.length > limits.compressedBytes()) {
      throw new BrokenEnvelope(EnvelopeFault.BATCH_TOO_LARGE);
    }
    beginMember();
  }

  /** Inflates up to {@code length} bytes, at least one; -1 where the file ended as it should. */
  int read(byte[] target, int offset, int length) throws BrokenEnvelope {
    while (true) {
      if (!inMember) {
        if (at == file.length) {
          return -1;
        }
        beginMember();
      }
      int count = inflate(target, offset, length);
      if (count > 0) {
        crc.update(target, offset, count);
        inflated += count;
        checkSize();
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else {
        // No output, not finished: the input ended, or it asks for a dictionary.
        throw new BrokenEnvelope(
            inflater.needsInput() ? EnvelopeFault.GZIP_TRUNCATED : EnvelopeFault.GZIP_CORRUPT);
      }
    }
  }

  private int inflate(byte[] target, int offset, int length) throws BrokenEnvelope {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      throw new BrokenEnvelope(EnvelopeFault.GZIP_CORRUPT);
    }
  }

  private void checkSize() throws BrokenEnvelope {
    long compressed = memberStart + inflater.getBytesRead();
    boolean tooFar = inflated > limits.inflatedBytes();
    boolean tooDense = inflated > limits.ratioFreeBytes() && inflated > compressed * limits.ratio();
    if (tooFar || tooDense) {
      throw new BrokenEnvelope(EnvelopeFault.GZIP_BOMB);
    }
  }

  private void beginMember() throws BrokenEnvelope {
    boolean first = members == 0;
    EnvelopeFault noMember = first ? EnvelopeFault.NOT_GZIP : EnvelopeFault.GZIP_TRAILING_BYTES;
    int start = at;
    if (file.length - at < 2 || unsigned(at) != 0x1f || unsigned(at + 1) != 0x8b) {
      throw new BrokenEnvelope(noMember);
    }
    if (++members > limits.members()) {
      throw new BrokenEnvelope(EnvelopeFault.GZIP_TOO_MANY_MEMBERS);
    }
    need(10);
    int flags = unsigned(at + 3);
    if (unsigned(at + 2) != 8 || (flags & FLAGS_RESERVED) != 0) {
      throw new BrokenEnvelope(noMember);
    }
    at += 10;
    skipOptional(flags);
    if ((flags & FLAG_HEADER_CRC) != 0) {
      need(2);
      crc.reset();
      crc.update(file, start, at - start);
      if ((crc.getValue() & 0xffff) != littleEndian16(at)) {
        throw new BrokenEnvelope(EnvelopeFault.GZIP_CHECKSUM);
      }
      at += 2;
    }
    crc.reset();
    inflater.reset();
    inflater.setInput(file, at, file.length - at);
    memberStart = at;
    inMember = true;
  }

  private void skipOptional(int flags) throws BrokenEnvelope {
    if ((flags & FLAG_EXTRA) != 0) {
      need(2);
      int length = littleEndian16(at);
      at += 2;
      need(length);
      at += length;
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
  }

  private void skipText() throws BrokenEnvelope {
    do {
      need(1);
    } while (file[at++] != 0);
  }

  private void endMember() throws BrokenEnvelope {
    at = memberStart + Math.toIntExact(inflater.getBytesRead());
    need(TRAILER_BYTES);
    boolean crcHolds = littleEndian(at) == (int) crc.getValue();
    boolean sizeHolds = littleEndian(at + 4) == (int) inflater.getBytesWritten();
    if (!crcHolds || !sizeHolds) {
      throw new BrokenEnvelope(EnvelopeFault.GZIP_CHECKSUM);
    }
    at += TRAILER_BYTES;
    inMember = false;
  }

  private void need(int bytes) throws BrokenEnvelope {
    if (file.length - at < bytes) {
      throw new BrokenEnvelope(EnvelopeFault.GZIP_TRUNCATED);
    }
  }

  private int unsigned(int index) {
    return file[index] & 0xff;
  }

  private int littleEndian(int index) {
    return littleEndian16(index) | (littleEndian16(index + 2) << 16);
  }

  private int littleEndian16(int index) {
    return unsigned(index) | (unsigned(index + 1) << 8);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
