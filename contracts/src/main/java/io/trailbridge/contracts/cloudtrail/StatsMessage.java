package io.trailbridge.contracts.cloudtrail;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The messages of {@code trailbridge.cloudtrail.stats}. */
public sealed interface StatsMessage {

  /**
   * What ingestion counted since the last one, for one connection; counts are deltas.
   *
   * @param records events that came out
   * @param bytes of the batches, compressed
   * @param filtered records of accounts that are not wanted
   * @param duplicates records that had been seen
   * @param dead records and batches that went to dead letters
   * @param paused batches that were dropped because the connection or the licence was not live
   * @param newestEventTime of the events that came out; absent where none did
   * @param at when it was counted
   */
  record ConnectionStats(
      ConnectionId connectionId,
      TenantId tenantId,
      long records,
      long bytes,
      long filtered,
      long duplicates,
      long dead,
      long paused,
      @Nullable Instant newestEventTime,
      Instant at)
      implements StatsMessage {}

  /**
   * The intake takes what is sent to it. Every instance says so once a minute, under the one key
   * {@link #KEY}; where nothing was heard for long, notifications are lost.
   *
   * @param at when it was so
   */
  record IntakeHeartbeat(Instant at) implements StatsMessage {
    /** One key, so that all are read in one order. */
    public static final String KEY = "intake";
  }
}
