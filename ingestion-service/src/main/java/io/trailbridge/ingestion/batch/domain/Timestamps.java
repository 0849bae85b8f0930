package io.trailbridge.ingestion.batch.domain;

/** Reads RFC 3339 times from bytes; CloudTrail writes {@code 2026-03-01T00:04:12Z}. */
public final class Timestamps {
  /** Not a time. */
  public static final long NONE = Long.MIN_VALUE;

  private static final int LONGEST_FRACTION = 9;
  private static final int SHORTEST = "2026-03-01T00:04:12Z".length();
  private static final int[] DAYS_BEFORE_MONTH = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
  };
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private Timestamps() {}

  /**
   * Milliseconds since 1970, or {@link #NONE}. An offset is needed: a local time is no instant. A
   * leap second counts as the first of the next minute. A fraction has nine digits at most: the
   * text goes into a header, and has no limit of its own there.
   */
  public static long millis(byte[] bytes, int from, int to) {
    if (to - from < SHORTEST || !isShaped(bytes, from)) {
      return NONE;
    }
    int year = number(bytes, from, 4);
    int month = number(bytes, from + 5, 2);
    int day = number(bytes, from + 8, 2);
    int hour = number(bytes, from + 11, 2);
    int minute = number(bytes, from + 14, 2);
    int second = number(bytes, from + 17, 2);
    boolean valid =
        year >= 0
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= daysIn(year, month)
            && inRange(hour, 23)
            && inRange(minute, 59)
            && inRange(second, 60);
    if (!valid) {
      return NONE;
    }
    long seconds = ((daysSinceEpoch(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    return withFractionAndOffset(bytes, from + 19, to, seconds * 1000);
  }

  private static long withFractionAndOffset(byte[] bytes, int from, int to, long whole) {
    int at = from;
    long millis = whole;
    if (bytes[at] == '.') {
      long scale = 100;
      int first = ++at;
      for (; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
        millis += (bytes[at] - '0') * scale;
        scale /= 10;
      }
      if (at == first || at - first > LONGEST_FRACTION) {
        return NONE;
      }
    }
    if (at + 1 == to && (bytes[at] == 'Z' || bytes[at] == 'z')) {
      return millis;
    }
    boolean offset = at + 6 == to && (bytes[at] == '+' || bytes[at] == '-') && bytes[at + 3] == ':';
    if (!offset) {
      return NONE;
    }
    int hours = number(bytes, at + 1, 2);
    int minutes = number(bytes, at + 4, 2);
    if (!inRange(hours, 23) || !inRange(minutes, 59)) {
      return NONE;
    }
    long shift = (hours * 60L + minutes) * 60_000;
    return bytes[at] == '+' ? millis - shift : millis + shift;
  }

  private static boolean isShaped(byte[] bytes, int from) {
    return bytes[from + 4] == '-'
        && bytes[from + 7] == '-'
        && (bytes[from + 10] == 'T' || bytes[from + 10] == 't')
        && bytes[from + 13] == ':'
        && bytes[from + 16] == ':';
  }

  /** -1 where it is no number. */
  private static int number(byte[] bytes, int from, int digits) {
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static boolean inRange(int value, int most) {
    return value >= 0 && value <= most;
  }

  private static int daysIn(int year, int month) {
    return month == 2 && isLeap(year) ? 29 : DAYS[month - 1];
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  private static long daysSinceEpoch(int year, int month, int day) {
    long before = year - 1L;
    long leaps = Math.floorDiv(before, 4) - Math.floorDiv(before, 100) + Math.floorDiv(before, 400);
    long days = before * 365 + leaps + DAYS_BEFORE_MONTH[month - 1] + day - 1;
    if (month > 2 && isLeap(year)) {
      days++;
    }
    return days - 719_162;
  }
}
