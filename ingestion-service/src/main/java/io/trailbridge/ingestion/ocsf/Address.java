package io.trailbridge.ingestion.ocsf;

/** Tells IP addresses and host names from the other texts that stand in {@code sourceIPAddress}. */
final class Address {
  private static final int LONGEST_IP = 40;

  private Address() {}

  static boolean isIp(byte[] bytes, int from, int to) {
    if (from == to || to - from > LONGEST_IP) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] == ':') {
        return isV6(bytes, from, to);
      }
    }
    return isV4(bytes, from, to);
  }

  static boolean isHostName(byte[] bytes, int from, int to) {
    if (from == to) {
      return false;
    }
    for (int i = from; i < to; i++) {
      byte c = bytes[i];
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '.'
              || c == '_';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  private static boolean isV4(byte[] bytes, int from, int to) {
    int parts = 0;
    int at = from;
    while (parts < 4) {
      int begin = at;
      int value = 0;
      while (at < to && at - begin < 3 && bytes[at] >= '0' && bytes[at] <= '9') {
        value = value * 10 + bytes[at++] - '0';
      }
      boolean leadingZero = at - begin > 1 && bytes[begin] == '0';
      if (at == begin || value > 255 || leadingZero) {
        return false;
      }
      parts++;
      if (parts < 4 && (at == to || bytes[at++] != '.')) {
        return false;
      }
    }
    return at == to;
  }

  /** Eight groups, or fewer with one "::"; the last two may be written as an IPv4 address. */
  private static boolean isV6(byte[] bytes, int from, int to) {
    int groups = 0;
    boolean gap = false;
    int at = from;
    if (startsWithGap(bytes, at, to)) {
      gap = true;
      at += 2;
    }
    while (at < to) {
      int begin = at;
      while (at < to && at - begin < 5 && Character.digit(bytes[at], 16) >= 0) {
        at++;
      }
      if (at < to && bytes[at] == '.') {
        return isV4(bytes, begin, to) && complete(groups + 2, gap);
      }
      if (at == begin || at - begin > 4) {
        return false;
      }
      groups++;
      if (at == to) {
        break;
      }
      if (startsWithGap(bytes, at, to)) {
        if (gap) {
          return false;
        }
        gap = true;
        at += 2;
      } else if (bytes[at++] != ':' || at == to) {
        return false;
      }
    }
    return complete(groups, gap);
  }

  private static boolean complete(int groups, boolean gap) {
    return gap ? groups < 8 : groups == 8;
  }

  private static boolean startsWithGap(byte[] bytes, int at, int to) {
    return at + 1 < to && bytes[at] == ':' && bytes[at + 1] == ':';
  }
}
