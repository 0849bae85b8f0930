package io.trailbridge.provisioning.objects;

import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;

/** Where batches go. */
public interface Batches {

  /**
   * Sends one batch; returns once the broker has acknowledged.
   *
   * @param object whose content, or part of it, the batch is
   * @param gzip at most 4 MiB
   */
  void send(LogObject object, byte[] gzip);
}
