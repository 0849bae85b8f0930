package io.trailbridge.ingestion.batch;

import io.trailbridge.ingestion.batch.domain.JsonTape;

/** Writes a CloudTrail record as a normalized event. Used by one thread at a time. */
public interface EventMapper {

  /** The event as JSON in UTF-8, in an array of its own. */
  byte[] map(JsonTape record, EventContext context);

  /** Makes mappers: each loop has its own. */
  interface Factory {
    /** A new one. */
    EventMapper create();
  }
}
