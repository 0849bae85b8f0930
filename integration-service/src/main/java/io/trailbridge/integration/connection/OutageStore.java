package io.trailbridge.integration.connection;

import java.time.Instant;
import java.util.Optional;

/** When the intake was heard of, and when it was not. Each method needs a transaction. */
public interface OutageStore {

  /**
   * Remembers a heartbeat.
   *
   * @return the one before; empty for the very first, and for one that is not newer
   */
  Optional<Instant> hear(Instant at);

  /** Remembers a time in which the intake was away. */
  void begin(Instant from, Instant to);

  /** Locks the oldest outage that not every connection was asked about; empty too where it is. */
  Optional<Outage> takeOldest();

  /** Every connection was asked. */
  void finish(Outage outage);

  /**
   * A time in which the intake was away.
   *
   * @param number grows
   * @param from the last heartbeat before
   * @param to the first one after
   */
  record Outage(long number, Instant from, Instant to) {}
}
