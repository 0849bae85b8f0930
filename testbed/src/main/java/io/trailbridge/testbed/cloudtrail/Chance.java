package io.trailbridge.testbed.cloudtrail;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Seeded chance in the forms that log files need. */
final class Chance {
  static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  static final String BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  static final String BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  static final String BASE64 = BASE62 + "+/";
  static final String HEX = "0123456789abcdef";

  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  int between(int low, int high) {
    return random.nextInt(low, high);
  }

  boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  boolean share(double share) {
    return random.nextDouble() < share;
  }

  /** Low indexes are much likelier than high ones, as callers and resources repeat in life. */
  int skewed(int bound) {
    double u = random.nextDouble();
    return (int) (bound * u * u * u);
  }

  <T> T oneOf(List<T> values) {
    return values.get(skewed(values.size()));
  }

  String text(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  String uuid() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
