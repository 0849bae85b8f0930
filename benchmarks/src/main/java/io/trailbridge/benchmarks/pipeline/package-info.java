/** From files on Kafka to events on Kafka: what the whole of ingestion-service carries. */
@NullMarked
package io.trailbridge.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
