/** Tests of the decoder and of the decisions over a batch; all of them in memory. */
@NullMarked
package io.trailbridge.ingestion.batch.domain;

import org.jspecify.annotations.NullMarked;
