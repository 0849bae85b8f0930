/**
 * The loop between {@code cloudtrail.batches} and {@code cloudtrail.events}: a plain consumer and a
 * transactional producer per thread, the ids of a partition rebuilt from {@code cloudtrail.seen},
 * and the gate's two topics followed. Events, ids, counts, dead letters and offsets leave in one
 * transaction or not at all.
 */
@NullMarked
package io.trailbridge.ingestion.batch.kafka;

import org.jspecify.annotations.NullMarked;
