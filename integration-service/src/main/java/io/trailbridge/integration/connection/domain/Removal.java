package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.provisioning.Leftover;
import java.util.List;

/**
 * How far a deletion is.
 *
 * @param deleteLogs whether the bucket with its log files goes too
 * @param workerDone whether the worker has removed what it could
 * @param left what it could not remove, and why
 */
public record Removal(boolean deleteLogs, boolean workerDone, List<Leftover> left) {

  /** Keeps its own copy of what is left. */
  public Removal {
    left = List.copyOf(left);
  }
}
