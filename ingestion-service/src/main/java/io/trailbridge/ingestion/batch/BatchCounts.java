package io.trailbridge.ingestion.batch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch's records.
 *
 * @param records events that came out
 * @param filtered records of accounts that are not wanted
 * @param duplicates records that had been seen
 * @param dead records that went to dead letters
 * @param newestEventTime of the events that came out
 */
public record BatchCounts(
    long records, long filtered, long duplicates, long dead, @Nullable Instant newestEventTime) {}
