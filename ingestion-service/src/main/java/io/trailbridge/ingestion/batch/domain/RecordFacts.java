package io.trailbridge.ingestion.batch.domain;

import io.trailbridge.ingestion.batch.domain.JsonTape.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The few fields of a CloudTrail record that decide over it: whose it is, which event, of which
 * category, from when. Read anew for each record; nothing is copied that is not needed.
 */
public final class RecordFacts {
  private static final byte[] EVENT_ID = ascii("eventID");
  private static final byte[] EVENT_TIME = ascii("eventTime");
  private static final byte[] EVENT_CATEGORY = ascii("eventCategory");
  private static final byte[] RECIPIENT = ascii("recipientAccountId");
  private static final byte[] IDENTITY = ascii("userIdentity");
  private static final byte[] ACCOUNT_ID = ascii("accountId");
  private static final byte[] MANAGEMENT = ascii("Management");
  private static final byte[] DATA = ascii("Data");
  private static final int NONE = -1;
  private static final int GUID_CHARS = 36;
  private static final byte[] HEX = hexDigits();

  private long account;
  private long idHigh;
  private long idLow;
  private String category = "";
  private int idToken;
  private int timeToken;

  /** Reads a record; the fault where it has no usable eventID. */
  public @Nullable RecordFault read(JsonTape tape) {
    int eventId = NONE;
    int recipient = NONE;
    int identity = NONE;
    int categoryToken = NONE;
    timeToken = NONE;
    for (int key = tape.first(0); key < tape.end(0); key = tape.next(key + 1)) {
      if (tape.means(key, EVENT_ID)) {
        eventId = key + 1;
      } else if (tape.means(key, RECIPIENT)) {
        recipient = key + 1;
      } else if (tape.means(key, IDENTITY)) {
        identity = key + 1;
      } else if (tape.means(key, EVENT_TIME)) {
        timeToken = key + 1;
      } else if (tape.means(key, EVENT_CATEGORY)) {
        categoryToken = key + 1;
      }
    }
    if (eventId == NONE || !isGuid(tape, eventId)) {
      return RecordFault.BAD_EVENT_ID;
    }
    idToken = eventId;
    account = recipient == NONE ? AccountFilter.NO_ACCOUNT : account(tape, recipient);
    if (account == AccountFilter.NO_ACCOUNT && identity != NONE) {
      account = accountOfIdentity(tape, identity);
    }
    category = categoryToken == NONE ? "" : category(tape, categoryToken);
    return null;
  }

  /** The account that the record was delivered for: 12 digits, or none known. */
  public long account() {
    return account;
  }

  /** The first 64 bits of the eventID. */
  public long idHigh() {
    return idHigh;
  }

  /** The last 64 bits of the eventID. */
  public long idLow() {
    return idLow;
  }

  /** The eventID as it is written. */
  public byte[] eventId(JsonTape tape) {
    return Arrays.copyOfRange(tape.bytes(), tape.from(idToken), tape.to(idToken));
  }

  /** The eventTime as it is written; {@link #eventTime} must be able to read it. */
  public byte[] eventTimeText(JsonTape tape) {
    return Arrays.copyOfRange(tape.bytes(), tape.from(timeToken), tape.to(timeToken));
  }

  /** {@code eventCategory}, empty where there is none. */
  public String category() {
    return category;
  }

  /** When it happened, in milliseconds, or {@link Timestamps#NONE} where that cannot be read. */
  public long eventTime(JsonTape tape) {
    if (timeToken == NONE || tape.kind(timeToken) != Kind.STRING || tape.isEscaped(timeToken)) {
      return Timestamps.NONE;
    }
    return Timestamps.millis(tape.bytes(), tape.from(timeToken), tape.to(timeToken));
  }

  private boolean isGuid(JsonTape tape, int token) {
    if (tape.kind(token) != Kind.STRING || tape.isEscaped(token)) {
      return false;
    }
    int from = tape.from(token);
    if (tape.to(token) - from != GUID_CHARS) {
      return false;
    }
    byte[] bytes = tape.bytes();
    boolean dashes =
        bytes[from + 8] == '-'
            && bytes[from + 13] == '-'
            && bytes[from + 18] == '-'
            && bytes[from + 23] == '-';
    long first = hex(bytes, from, 8);
    long second = hex(bytes, from + 9, 4);
    long third = hex(bytes, from + 14, 4);
    long fourth = hex(bytes, from + 19, 4);
    long fifth = hex(bytes, from + 24, 12);
    idHigh = (first << 32) | (second << 16) | third;
    idLow = (fourth << 48) | fifth;
    return dashes && (first | second | third | fourth | fifth) >= 0;
  }

  /** Negative where one is no hex digit. */
  private static long hex(byte[] bytes, int from, int digits) {
    long value = 0;
    int all = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = HEX[bytes[i] & 0xff];
      value = (value << 4) | digit;
      all |= digit;
    }
    return all < 0 ? NONE : value;
  }

  private static byte[] hexDigits() {
    byte[] digits = new byte[256];
    for (int c = 0; c < digits.length; c++) {
      digits[c] = (byte) (c < 128 ? Character.digit(c, 16) : NONE);
    }
    return digits;
  }

  private static long accountOfIdentity(JsonTape tape, int identity) {
    if (tape.kind(identity) == Kind.OBJECT) {
      for (int key = tape.first(identity); key < tape.end(identity); key = tape.next(key + 1)) {
        if (tape.means(key, ACCOUNT_ID)) {
          return account(tape, key + 1);
        }
      }
    }
    return AccountFilter.NO_ACCOUNT;
  }

  /** Twelve digits, as a string or as the number that some writers make of it. */
  private static long account(JsonTape tape, int token) {
    boolean readable = tape.kind(token) == Kind.STRING || tape.kind(token) == Kind.NUMBER;
    int from = tape.from(token);
    int to = tape.to(token);
    if (!readable || to - from != 12) {
      return AccountFilter.NO_ACCOUNT;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = tape.bytes()[i] - '0';
      if (digit < 0 || digit > 9) {
        return AccountFilter.NO_ACCOUNT;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static String category(JsonTape tape, int token) {
    if (tape.kind(token) != Kind.STRING) {
      return "";
    }
    if (tape.means(token, MANAGEMENT)) {
      return "Management";
    }
    return tape.means(token, DATA) ? "Data" : tape.text(token);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
