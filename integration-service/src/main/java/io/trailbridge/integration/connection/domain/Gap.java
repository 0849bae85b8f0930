package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.shared.GapId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An interval that was not ingested and may be fetched. One that a hold opens ends when the
 * subscription is back, not when the hold is lifted: what CloudTrail delivers in between reaches
 * nobody.
 *
 * @param from inclusive
 * @param to exclusive; null while it lasts
 * @param fill whether it is to be fetched; null while that is open
 * @param objects log files found, once finished
 * @param failed log files that could not be fetched, once finished
 */
public record Gap(
    GapId id,
    Instant from,
    @Nullable Instant to,
    Status status,
    @Nullable Boolean fill,
    long objects,
    long failed) {

  /** How far a gap is. */
  public enum Status {
    /** The hold lasts. */
    OPEN,
    /** The hold is lifted, or a running fetch was cut off; a reconcile is on its way. */
    WAITING,
    /** Commands to fetch it are out. */
    RUNNING,
    /** Fetched. */
    FILLED,
    /** Fetched but for some log files. */
    PARTIAL,
    /** Nobody wants it, or nobody can fetch it. */
    SKIPPED
  }

  static Gap open(GapId id, Instant from) {
    return new Gap(id, from, null, Status.OPEN, null, 0, 0);
  }

  static Gap running(GapId id, Instant from, Instant to) {
    return new Gap(id, from, to, Status.RUNNING, true, 0, 0);
  }

  /** Whether nothing more will happen to it. */
  public boolean isFinal() {
    return status == Status.FILLED || status == Status.PARTIAL || status == Status.SKIPPED;
  }

  Gap waiting(boolean wanted) {
    return new Gap(id, from, to, Status.WAITING, wanted, 0, 0);
  }

  Gap reopened() {
    return new Gap(id, from, null, Status.OPEN, null, 0, 0);
  }

  Gap skipped(Instant now) {
    return new Gap(id, from, to == null ? now : to, Status.SKIPPED, false, objects, failed);
  }

  Gap finished(long found, long lost) {
    return new Gap(id, from, to, lost == 0 ? Status.FILLED : Status.PARTIAL, true, found, lost);
  }
}
