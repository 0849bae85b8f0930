package io.trailbridge.ingestion.batch;

import io.trailbridge.ingestion.batch.domain.JsonTape;
import org.jspecify.annotations.Nullable;

/** Writes a CloudTrail record as a normalized event. Used by one thread at a time. */
public interface EventMapper {

  /** The event as JSON in UTF-8, in an array of its own; null where it would be too large. */
  byte @Nullable [] map(JsonTape record, EventContext context);

  /** Makes mappers: each loop has its own. */
  interface Factory {
    /**
     * A new one.
     *
     * @param largestEvent in bytes; of a larger one not much more is ever in memory
     */
    EventMapper create(int largestEvent);
  }
}
