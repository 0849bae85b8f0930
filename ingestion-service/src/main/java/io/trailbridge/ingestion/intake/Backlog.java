package io.trailbridge.ingestion.intake;

/** How much that was taken still waits to be ingested. */
public interface Backlog {

  /** How many batches, as it was known some seconds ago; 0 while it is not known yet. */
  long batches();
}
