/** The Kafka clients of the intake. */
@NullMarked
package io.trailbridge.ingestion.intake.kafka;

import org.jspecify.annotations.NullMarked;
