/**
 * The pure part of a batch's way: gzip and JSON decoded strictly and within limits, whose batch it
 * is and whether it may pass, which records of it are wanted, and which were seen before. No clock,
 * no chance, no I/O: bytes and facts in, decisions out.
 */
@NullMarked
package io.trailbridge.ingestion.batch.domain;

import org.jspecify.annotations.NullMarked;
