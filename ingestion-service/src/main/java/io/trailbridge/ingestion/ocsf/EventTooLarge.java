package io.trailbridge.ingestion.ocsf;

/**
 * An event outgrew what may be written of it. An exception, because it ends the mapping from any
 * depth; it carries no stack and does not leave the mapper.
 */
final class EventTooLarge extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EventTooLarge() {
    super("event-too-large", null, false, false);
  }
}
