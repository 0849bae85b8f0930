package io.trailbridge.ingestion.batch;

import io.trailbridge.ingestion.batch.domain.DecodeLimits;
import io.trailbridge.ingestion.batch.domain.RecordFault;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Records that break one rule each. */
public final class BadRecords {
  private static final int RECORD_BYTES = 1 << 13;
  private static final int STRING_BYTES = 1 << 12;
  private static final byte PLACE = 0x7f;

  private BadRecords() {}

  /** The limits that these records break: smaller than the product's, for the sake of speed. */
  static DecodeLimits limits() {
    DecodeLimits all = DecodeLimits.defaults();
    return new DecodeLimits(
        all.compressedBytes(),
        all.inflatedBytes(),
        all.ratio(),
        all.ratioFreeBytes(),
        all.members(),
        all.depth(),
        STRING_BYTES,
        all.nameBytes(),
        all.numberChars(),
        RECORD_BYTES,
        all.records(),
        all.badRecords());
  }

  static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(BadRecords::id).toList();
  }

  static String good(int number) {
    return "{\"eventID\":\"" + id(number) + "\",\"eventName\":\"GetObject\",\"n\":" + number + "}";
  }

  /** A record with this fault and no other; {@code any} makes them differ. */
  static String of(RecordFault fault, int any) {
    return switch (fault) {
      case NOT_AN_OBJECT -> List.of("null", "7", "\"x\"", "[{}]", "true").get(any % 5);
      case TOO_LARGE -> with("[\"" + "x\",\"".repeat(RECORD_BYTES) + "\"]");
      case TOO_DEEP -> with("[".repeat(62 + any) + "]".repeat(62 + any));
      case STRING_TOO_LONG -> with("\"" + "s".repeat(STRING_BYTES + 1) + "\"");
      case NAME_TOO_LONG -> with("{\"" + "n".repeat(257 + any) + "\":1}");
      case NUMBER_TOO_LONG -> with("7".repeat(65 + any));
      case BAD_UTF8 -> with("\"" + (char) PLACE + "\"");
      case LONE_SURROGATE -> with(any % 2 == 0 ? "\"\\ud800x\"" : "\"\\udc00\"");
      case NUL_CHARACTER -> with("\"\\u0000\"");
      case BAD_STRING -> with(any % 2 == 0 ? "\"\\x41\"" : "\"a\nb\"");
      case DUPLICATE_FIELD -> with("{\"k" + any + "\":1,\"k" + any + "\":2}");
      case BAD_EVENT_ID -> any % 2 == 0 ? "{}" : "{\"eventID\":\"" + "g".repeat(36) + "\"}";
      case EVENT_TOO_LARGE -> throw new IllegalArgumentException("depends on the mapping");
    };
  }

  /** A record within every limit of the product whose event would have over a gigabyte. */
  public static String unfolding() {
    String leaves =
        IntStream.range(0, 90_000)
            .mapToObj(i -> "\"" + Integer.toString(i, 36) + "\":0")
            .collect(Collectors.joining(","));
    return with(("{\"" + "n".repeat(256) + "\":").repeat(58) + "{" + leaves + "}" + "}".repeat(58));
  }

  /** Puts a byte that is no UTF-8 where a bad record wants one. */
  static byte[] withBadBytes(byte[] json) {
    for (int i = 0; i < json.length; i++) {
      if (json[i] == PLACE) {
        json[i] = (byte) 0xff;
      }
    }
    return json;
  }

  private static String with(String value) {
    return "{\"eventID\":\"" + id(900) + "\",\"x\":" + value + "}";
  }

  private static String id(int number) {
    return "00000000-0000-4000-8000-%012d".formatted(number);
  }
}
