/**
 * CloudTrail's log files on their way through Kafka: which file waits to be fetched, the headers of
 * a batch and of an event, and what ingestion counted.
 */
@NullMarked
package io.trailbridge.contracts.cloudtrail;

import org.jspecify.annotations.NullMarked;
