package io.trailbridge.license.entitlement.timer;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.license.EventLog;
import io.trailbridge.messaging.Received;
import io.trailbridge.messaging.WireFormat;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Counts the expiries of sown licences on Kafka, and how late each came. */
final class Tally implements AutoCloseable {
  private final EventLog log;
  private final String prefix;
  private final Map<String, Integer> seen = new HashMap<>();
  private final long[] late;
  private int others;
  private long last;

  Tally(String bootstrapServers, String prefix, int expected) {
    this.log = EventLog.of(Topics.LICENSE_EVENTS, bootstrapServers);
    this.prefix = prefix;
    this.late = new long[expected];
  }

  /** Reads on; how many licences have expired by now. */
  int read() {
    for (var record : log.poll()) {
      if (record.key().startsWith(prefix)) {
        if (WireFormat.read(LicenseEvent.class, record)
                instanceof Received.Known<LicenseEvent>(LicenseExpired expired, _)
            && expired.version() == 2) {
          late(expired.effectiveAt(), record.timestamp());
          seen.merge(record.key(), 1, Integer::sum);
          last = Math.max(last, record.timestamp());
        } else {
          others++;
        }
      }
    }
    return expired();
  }

  int expired() {
    return seen.size();
  }

  private void late(Instant effectiveAt, long publishedAt) {
    if (seen.size() < late.length) {
      late[seen.size()] = publishedAt - effectiveAt.toEpochMilli();
    }
  }

  int missed() {
    return late.length - seen.size();
  }

  /** Licences that expired more than once. */
  long twice() {
    return seen.values().stream().filter(it -> it > 1).count();
  }

  /** Events of these licences that are no expiry. */
  int others() {
    return others;
  }

  /** When Kafka took the last one. */
  Instant last() {
    return Instant.ofEpochMilli(last);
  }

  /** From the instant of expiry until Kafka took the event, in milliseconds. */
  long lateness(double quantile) {
    long[] sorted = late.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(quantile * sorted.length) - 1];
  }

  @Override
  public void close() {
    log.close();
  }
}
