package io.trailbridge.ingestion.batch.kafka;

/** A loop cannot go on and must be started anew by whoever supervises the process. */
final class LoopEnded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LoopEnded(String reason, Throwable cause) {
    super(reason, cause);
  }
}
