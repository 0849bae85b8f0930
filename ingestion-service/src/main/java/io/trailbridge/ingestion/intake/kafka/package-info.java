/** What the intake hands on: batches, objects that wait to be fetched, offered subscriptions. */
@NullMarked
package io.trailbridge.ingestion.intake.kafka;

import org.jspecify.annotations.NullMarked;
