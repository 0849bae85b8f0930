package io.trailbridge.integration.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A share of requests for each key: so many at once, then so many a second. Knows the keys that
 * came last; one that was forgotten begins with a full share.
 */
public final class TokenBuckets {
  private static final int KEYS = 10_000;
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double burst;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > KEYS;
        }
      };

  /** Of this size each. */
  public TokenBuckets(int perSecond, int burst) {
    if (perSecond < 1 || burst < 1) {
      throw new IllegalArgumentException("a share is at least one request");
    }
    this.perSecond = perSecond;
    this.burst = burst;
  }

  /** Takes one; where there is none, tells how long until there is. */
  public synchronized Optional<Duration> take(String key, Instant now) {
    Bucket before = buckets.get(key);
    double there = burst;
    Instant at = now;
    if (before != null) {
      // A clock that goes back gives nothing and takes nothing.
      at = now.isAfter(before.at()) ? now : before.at();
      double since = Duration.between(before.at(), at).toNanos() / NANOS;
      there = Math.min(burst, before.tokens() + since * perSecond);
    }
    if (there < 1) {
      buckets.put(key, new Bucket(there, at));
      return Optional.of(Duration.ofNanos((long) ((1 - there) / perSecond * NANOS)));
    }
    buckets.put(key, new Bucket(there - 1, at));
    return Optional.empty();
  }

  private record Bucket(double tokens, Instant at) {}
}
