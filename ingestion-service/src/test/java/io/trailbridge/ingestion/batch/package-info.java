/** What becomes of a file between its bytes and its events, tried without Kafka. */
@NullMarked
package io.trailbridge.ingestion.batch;

import org.jspecify.annotations.NullMarked;
