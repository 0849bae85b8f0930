package io.trailbridge.ingestion.batch.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.ingestion.batch.BadRecords;
import io.trailbridge.testbed.cloudtrail.LogEvent;
import io.trailbridge.testbed.cloudtrail.LogFile;
import io.trailbridge.testbed.cloudtrail.LogFileGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that nobody should send, and what must become of each. */
final class HostileFiles {
  static final String ACCOUNT = "222222222222";

  /**
   * One row.
   *
   * @param files what is sent, one batch each
   * @param dead reasons of the dead letters, in their order; {@code a|b} is either
   * @param events how many come out
   */
  record Row(String what, List<byte[]> files, List<String> dead, int events) {}

  private final LogFileGenerator generator = new LogFileGenerator(41);
  private final SplittableRandom random = new SplittableRandom(41);
  private final List<Row> rows = new ArrayList<>();

  List<Row> rows() {
    notGzip();
    damagedGzip();
    notText();
    badNumbersAndStrings();
    badEnvelopes();
    oddRecords();
    tooMuch();
    return rows;
  }

  LogFile file(int records) {
    return generator.next(ACCOUNT, "eu-west-1", Instant.parse("2026-03-01T00:05:00Z"), records);
  }

  private void notGzip() {
    byte[] noise = new byte[1024];
    random.nextBytes(noise);
    broken("an empty body", new byte[0], "not-gzip|gzip-truncated");
    broken("one byte", new byte[] {0x1f}, "not-gzip|gzip-truncated");
    broken("1 KiB of noise", noise, "not-gzip");
    broken("plain JSON", file(1).json().getBytes(UTF_8), "not-gzip");
    broken("a zip", zip(file(1).json()), "not-gzip");
    broken("gzip in gzip", gzip(file(1).gzip()), "not-json");
    broken("a tar in gzip", gzip(("log.json" + "\0".repeat(504)).getBytes(US_ASCII)), "not-json");
  }

  private void damagedGzip() {
    byte[] whole = file(3).gzip();
    broken("cut in the header", Arrays.copyOf(whole, 6), "not-gzip|gzip-truncated");
    broken("cut in the data", Arrays.copyOf(whole, whole.length / 2), "gzip-truncated");
    broken("cut in the CRC", Arrays.copyOf(whole, whole.length - 6), "gzip-truncated");
    broken("cut in the length", Arrays.copyOf(whole, whole.length - 2), "gzip-truncated");
    byte[] crc = whole.clone();
    crc[whole.length - 8] ^= 1;
    broken("a wrong CRC", crc, "gzip-checksum");
    byte[] length = whole.clone();
    length[whole.length - 1] ^= 1;
    broken("a wrong length", length, "gzip-checksum");
    broken("noise after it", join(whole, new byte[] {7, 7, 7}), "gzip-trailing-bytes");
    broken("zeros after it", join(whole, new byte[512]), "gzip-trailing-bytes");
    broken("half a member after it", join(whole, Arrays.copyOf(whole, 30)), "gzip-truncated");
    broken(
        "more members than allowed",
        join(
            whole,
            join(IntStream.range(0, 64).mapToObj(_ -> gzip(new byte[0])).toArray(byte[][]::new))),
        "gzip-too-many-members");
    byte[] json = file(4).json().getBytes(UTF_8);
    fine(
        "two members, half of it each",
        join(gzip(Arrays.copyOf(json, 700)), gzip(Arrays.copyOfRange(json, 700, json.length))),
        4);
  }

  private void notText() {
    String json = file(2).json();
    fine("a byte order mark", gzip(("\uFEFF" + json).getBytes(UTF_8)), 2);
    for (String charset : List.of("UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE")) {
      broken(charset, gzip(json.getBytes(Charset.forName(charset))), "not-json");
    }
    for (String escape : List.of("\\ud800", "\\udc00x", "\\ud83d\\ud83d")) {
      beside("a lone surrogate " + escape, with("\"" + escape + "\""), "record-lone-surrogate");
    }
    beside("U+0000", with("\"\\u0000\""), "record-nul-character");
    beside("a raw control character", with("\"a\u0001b\""), "record-bad-string");
    beside("an unknown escape", with("\"\\x41\""), "record-bad-string");
    byte[] overlong = join(bytes("{\"Records\":[" + good() + ","), bytes("{\"x\":\""));
    overlong = join(overlong, new byte[] {(byte) 0xc0, (byte) 0xaf}, bytes("\"}," + good() + "]}"));
    row("overlong UTF-8", List.of(gzip(overlong)), List.of("record-bad-utf8"), 2);
  }

  private void badNumbersAndStrings() {
    for (String number : List.of("NaN", "Infinity", "-", "0x10", "007", "1.", ".5", "+1", "1e")) {
      broken("the number " + number, gzip(envelope(good(), with(number))), "not-json");
    }
    for (String number : List.of("-0", "1e400000000", "-1E-400000000", "9".repeat(64))) {
      fine("the number " + number, gzip(envelope(with(number))), 1);
    }
    beside("a number of 1,001 digits", with("7".repeat(1001)), "record-number-too-long");
    beside("a name of 50,001", with("{\"" + noise(50_001) + "\":1}"), "record-name-too-long");
    beside(
        "a string of 3 MB",
        with("\"" + noise(3 << 20) + "\""),
        "record-string-too-long|record-too-large");
    beside(
        "300,000 names in one object",
        with(
            IntStream.range(0, 300_000)
                .mapToObj(i -> "\"" + Integer.toString(i * 7919, 36) + "\":0")
                .collect(Collectors.joining(",", "{", "}"))),
        "record-too-large");
    // Aa and BB have one hash code in Java, and so have all words of them.
    fine(
        "names of one hash code",
        gzip(
            envelope(
                with(
                    IntStream.range(0, 1 << 12)
                        .mapToObj(HostileFiles::colliding)
                        .collect(Collectors.joining(",", "{", "}"))))),
        1);
    beside("a field twice", with("{\"a\":1,\"\\u0061\":2}"), "record-duplicate-field");
    beside("nested 100 deep", with("[".repeat(100) + "]".repeat(100)), "record-too-deep");
    broken("nested 100,000 deep", gzip(envelope(with("[".repeat(100_000)))), "json-too-deep");
  }

  private void badEnvelopes() {
    String one = good();
    broken("a comma after the last record", text("{\"Records\":[" + one + ",]}"), "not-json");
    broken("a comment", text("{\"Records\":[/* " + one + " */]}"), "not-json");
    broken("single quotes", text("{'Records':[" + one + "]}"), "not-json");
    broken("two documents", text(doubled("{\"Records\":[" + one + "]}")), "json-trailing-content");
    broken("a brace too many", text("{\"Records\":[" + one + "]}}"), "json-trailing-content");
    broken("a bracket too few", text("{\"Records\":[" + one + "}"), "not-json");
    broken(
        "Records twice", text("{\"Records\":[],\"Records\":[" + one + "]}"), "json-bad-envelope");
    broken("no Records", text("{\"version\":1}"), "no-records");
    broken("Records null", text("{\"Records\":null}"), "no-records");
    broken("Records an object", text("{\"Records\":{}}"), "no-records");
    broken("Records a string", text("{\"Records\":\"[]\"}"), "no-records");
    broken("records", text("{\"records\":[" + one + "]}"), "no-records");
    broken("a bare array", text("[" + one + "]"), "not-json");
    broken("nothing inside the gzip", gzip(new byte[0]), "json-truncated|not-json");
    fine("Records empty", text("{\"Records\":[]}"), 0);
  }

  private void oddRecords() {
    beside("no object", "7", "record-not-an-object");
    beside("no eventID", "{\"eventName\":\"x\"}", "record-bad-event-id");
    beside("an eventID that is no GUID", "{\"eventID\":\"x\"}", "record-bad-event-id");
    beside("an eventID of 10 KB", "{\"eventID\":\"" + noise(10_000) + "\"}", "record-bad-event-id");
    beside("an eventID that is a number", "{\"eventID\":7}", "record-bad-event-id");
    UUID id = UUID.randomUUID();
    fine(
        "an upper-case twin, and one with another content",
        gzip(
            envelope(
                withId(id.toString(), "1"),
                withId(id.toString().toUpperCase(java.util.Locale.ROOT), "1"),
                withId(id.toString(), "2"))),
        1);
    List<String> times =
        List.of(
            "\"1970-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:59Z\"",
            "\"2027-03-01T00:00:00Z\"",
            "\"2026-03-01T00:00:00\"",
            "\"2026-03-01T00:00:00.123456789Z\"",
            "\"2026-06-30T23:59:60Z\"",
            "\"2026-03-01T00:00:00." + "0".repeat(1_000_000) + "Z\"",
            "7",
            "null",
            "{}");
    for (String time : times) {
      fine("the eventTime " + start(time), gzip(envelope(record("\"eventTime\":" + time))), 1);
    }
    fine("no eventTime", gzip(envelope(record("\"eventName\":\"x\""))), 1);
    for (String account : List.of("\"333333333333\"", "444444444444", "null", "\"x\"", "[]")) {
      fine(
          "the recipientAccountId " + account,
          gzip(envelope(record("\"recipientAccountId\":" + account))),
          1);
    }
    fine(
        "an unknown version and unknown fields",
        gzip(envelope(record("\"eventVersion\":\"99.0\",\"brandNew\":{\"a\":[1,{}]}"))),
        1);
    LogFile file = file(10);
    List<String> shuffled =
        file.events().reversed().stream().map(LogEvent::json).collect(Collectors.toList());
    row(
        "the same file three times, and its records in other files",
        List.of(
            file.gzip(),
            file.gzip(),
            gzip(bytes(file.json())),
            gzip(envelope(shuffled.subList(0, 4).toArray(String[]::new))),
            gzip(envelope(shuffled.subList(2, 10).toArray(String[]::new)))),
        List.of(),
        10);
  }

  private void tooMuch() {
    broken("64 MiB of zeros", gzip(new byte[64 << 20]), "not-json");
    broken("64 MiB of spaces in JSON", gzip(bytes(" ".repeat(64 << 20))), "gzip-bomb");
    byte[] noise = new byte[(4 << 20) + 1];
    random.nextBytes(noise);
    noise[0] = 0x1f;
    noise[1] = (byte) 0x8b;
    broken("a byte more than 4 MiB", noise, "batch-too-large");
    int rest = with("[\"\"]").length();
    String half = noise((1 << 19) - rest);
    beside(
        "a record over 1 MiB",
        with("[\"" + half + "\",\"" + half + "xx" + "y".repeat(rest) + "\"]"),
        "record-too-large");
    beside("a record whose event would have a gigabyte", BadRecords.unfolding(), "event-too-large");
    broken(
        "500,001 numbers in a KiB",
        text("{\"Records\":[" + "0,".repeat(500_000) + "0]}"),
        "too-many-bad-records");
    broken(
        "500,001 empty objects, in two KiB",
        text("{\"Records\":[" + "{},".repeat(500_000) + "{}]}"),
        "too-many-bad-records");
    row(
        "as many bad records as are set aside one by one",
        List.of(text("{\"Records\":[" + good() + ",7".repeat(1_000) + "]}")),
        Collections.nCopies(1_000, "record-not-an-object"),
        1);
    broken(
        "one bad record more, after more than is held back",
        text(
            "{\"Records\":["
                + Stream.generate(HostileFiles::good).limit(4_000).collect(Collectors.joining(","))
                + ",7".repeat(1_001)
                + "]}"),
        "too-many-bad-records");
    broken("1,000,001 records", gzip(almostTheSame(1_000_001)), "too-many-records");
    fine(
        "20,000 records",
        gzip(envelope(IntStream.range(0, 20_000).mapToObj(_ -> good()).toArray(String[]::new))),
        20_000);
  }

  /** The whole batch is a dead letter, and nothing comes out of it. */
  private void broken(String what, byte[] file, String reason) {
    row(what, List.of(file), List.of(reason), 0);
  }

  private void fine(String what, byte[] file, int events) {
    row(what, List.of(file), List.of(), events);
  }

  /** A bad record between two good ones, which come out. */
  private void beside(String what, String bad, String reason) {
    row(what, List.of(gzip(envelope(good(), bad, good()))), List.of(reason), 2);
  }

  private void row(String what, List<byte[]> files, List<String> dead, int events) {
    rows.add(new Row(what, files, dead, events));
  }

  private static String good() {
    return record("\"eventName\":\"GetObject\"");
  }

  private static String with(String value) {
    return record("\"requestParameters\":{\"x\":" + value + "}");
  }

  private static String record(String fields) {
    return "{\"eventID\":\"" + UUID.randomUUID() + "\"," + fields + "}";
  }

  /** Sixteen records over and over: a file that is as dense as one of CloudTrail's. */
  private byte[] almostTheSame(int records) {
    StringBuilder file = new StringBuilder("{\"Records\":[");
    String id = UUID.randomUUID().toString().substring(0, 35);
    for (int i = 0; i < records; i++) {
      String digit = Integer.toHexString(random.nextInt(16));
      file.append(i == 0 ? "" : ",").append("{\"eventID\":\"").append(id).append(digit);
      file.append("\"}");
    }
    return bytes(file.append("]}").toString());
  }

  private static String start(String text) {
    return text.substring(0, Math.min(text.length(), 40));
  }

  private static String withId(String id, String content) {
    return "{\"eventID\":\"" + id + "\",\"content\":" + content + "}";
  }

  private static String colliding(int number) {
    StringBuilder name = new StringBuilder("\"");
    for (int bit = 0; bit < 12; bit++) {
      name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return name.append("\":0").toString();
  }

  /** Letters that compress badly. */
  private String noise(int length) {
    byte[] noise = new byte[length];
    for (int i = 0; i < length; i++) {
      noise[i] = (byte) ('a' + random.nextInt(26));
    }
    return new String(noise, US_ASCII);
  }

  private static byte[] envelope(String... records) {
    return bytes("{\"Records\":[" + String.join(",", records) + "]}");
  }

  private static byte[] text(String json) {
    return gzip(bytes(json));
  }

  private static String doubled(String json) {
    return json + json;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] gzip(byte[] content) {
    var file = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(file)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  private static byte[] zip(String content) {
    var file = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("log.json"));
      zip.write(bytes(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
