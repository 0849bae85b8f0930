/**
 * Batches in, events out: what becomes of one log file from the bytes on Kafka to the events, ids,
 * counts and dead letters that leave together with its offset. {@code domain} decides, {@code
 * kafka} turns the loop.
 */
@NullMarked
package io.trailbridge.ingestion.batch;

import org.jspecify.annotations.NullMarked;
