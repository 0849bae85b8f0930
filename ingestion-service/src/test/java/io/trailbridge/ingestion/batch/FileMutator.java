package io.trailbridge.ingestion.batch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.testbed.cloudtrail.LogFileGenerator;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Makes files that are damaged by chance: their JSON, their gzip, or one record among good ones.
 */
final class FileMutator {
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "\\",
    "\\ud800",
    "\\u0000",
    "\\u12",
    "1e400000000",
    "NaN",
    "-",
    "01",
    "0x10",
    "null",
    "tru",
    "/**/",
    "'",
    "\n",
    "\0",
    "{}",
    "[[[[[[[[",
    "\"eventID\":1,",
    "\"Records\":[],",
    "\u00ef\u00bb\u00bf",
    "\u00c0\u00af",
    "\u00ed\u00a0\u0080",
    "\u00f5",
    "\u00ff\u00fe",
    "\"a\":{\"a\":1,\"a\":2},"
  };

  private final SplittableRandom random;
  private final List<byte[]> files;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final byte[] buffer = new byte[1 << 16];

  FileMutator(long seed) {
    random = new SplittableRandom(seed);
    LogFileGenerator generator = new LogFileGenerator(seed);
    Instant delivered = Instant.parse("2026-03-01T00:05:00Z");
    files =
        List.of(
            generator.next("222222222222", "eu-west-1", delivered, 1).json().getBytes(UTF_8),
            generator.next("222222222222", "eu-west-1", delivered, 2).json().getBytes(UTF_8),
            generator.next("222222222222", "eu-west-1", delivered, 4).json().getBytes(UTF_8));
  }

  /** A file whose JSON took some damage; the gzip around it is whole. */
  byte[] damagedJson() {
    byte[] json = any();
    for (int times = random.nextInt(1, 4); times > 0; times--) {
      json = damage(json);
    }
    return random.nextInt(4) == 0 ? inTwoMembers(json) : gzip(json);
  }

  /** A file whose gzip took some damage. */
  byte[] damagedGzip() {
    byte[] gzip = random.nextBoolean() ? gzip(any()) : inTwoMembers(any());
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(gzip, random.nextInt(gzip.length));
      case 1 -> join(gzip, gzip(any()));
      case 2 -> join(gzip, new byte[random.nextInt(1, 20)]);
      case 3 -> gzip(gzip);
      case 4 -> splice(gzip, gzip(any()));
      default -> {
        for (int bits = random.nextInt(1, 4); bits > 0; bits--) {
          // The header is ten bytes of hundreds, and as worth a flip as all the others.
          int at = random.nextBoolean() ? random.nextInt(12) : random.nextInt(gzip.length);
          gzip[at] ^= (byte) (1 << random.nextInt(8));
        }
        yield gzip;
      }
    };
  }

  int chance(int bound) {
    return random.nextInt(bound);
  }

  byte[] gzip(byte[] content) {
    var file = new ByteArrayOutputStream(content.length / 2 + 64);
    file.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
    deflater.reset();
    deflater.setInput(content);
    deflater.finish();
    while (!deflater.finished()) {
      file.write(buffer, 0, deflater.deflate(buffer));
    }
    var crc = new CRC32();
    crc.update(content);
    littleEndian(file, crc.getValue());
    littleEndian(file, content.length);
    return file.toByteArray();
  }

  private byte[] inTwoMembers(byte[] content) {
    int cut = random.nextInt(content.length + 1);
    return join(
        gzip(Arrays.copyOf(content, cut)), gzip(Arrays.copyOfRange(content, cut, content.length)));
  }

  private byte[] any() {
    return files.get(random.nextInt(files.size())).clone();
  }

  private byte[] damage(byte[] json) {
    if (json.length < 2) {
      return json;
    }
    int from = random.nextInt(json.length);
    int to = Math.min(json.length, from + random.nextInt(1, 60));
    byte[] head = Arrays.copyOf(json, from);
    byte[] part = Arrays.copyOfRange(json, from, to);
    byte[] tail = Arrays.copyOfRange(json, to, json.length);
    return switch (random.nextInt(8)) {
      case 0 -> join(head, tail);
      case 1 -> join(head, part, part, tail);
      case 2 -> random.nextInt(3) == 0 ? head : splice(json, any());
      case 3 -> join(head, "[".repeat(random.nextInt(1, 5000)).getBytes(UTF_8), part, tail);
      case 4 -> join(head, "7".repeat(random.nextInt(1, 90)).getBytes(UTF_8), part, tail);
      case 5 -> {
        part[0] ^= (byte) (1 << random.nextInt(8));
        yield join(head, part, tail);
      }
      default -> join(head, PIECES[random.nextInt(PIECES.length)].getBytes(ISO_8859_1), part, tail);
    };
  }

  private byte[] splice(byte[] one, byte[] other) {
    int cut = random.nextInt(one.length);
    int on = random.nextInt(other.length);
    return join(Arrays.copyOf(one, cut), Arrays.copyOfRange(other, on, other.length));
  }

  private static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static void littleEndian(ByteArrayOutputStream out, long value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write((int) (value >> shift));
    }
  }
}
