/** The loop against a real broker: what comes out, what does not, and what a kill changes. */
@NullMarked
package io.trailbridge.ingestion.batch.kafka;

import org.jspecify.annotations.NullMarked;
