package io.trailbridge.ingestion.batch.domain;

/**
 * A batch that cannot be read as a whole. An exception and not a value, because it ends a streaming
 * decode from any depth; it carries no stack, since its fault says everything.
 */
public final class BrokenEnvelope extends Exception {
  private static final long serialVersionUID = 1L;

  private final EnvelopeFault fault;

  /** Says what is wrong. */
  public BrokenEnvelope(EnvelopeFault fault) {
    super(fault.code(), null, false, false);
    this.fault = fault;
  }

  /** What is wrong with the batch. */
  public EnvelopeFault fault() {
    return fault;
  }
}
