package io.trailbridge.ingestion.batch;

/** Whether the gate knows all that its topics held when this process started; stays true. */
@FunctionalInterface
public interface GateReadiness {
  /** False while they are still read: a connection that is not known may be known soon. */
  boolean gateIsReady();
}
