package io.trailbridge.ingestion.batch;

import io.trailbridge.ingestion.batch.domain.RecordFault;

/** Takes what comes out of a batch, in its order. */
public interface BatchOutput {

  /**
   * An event that has not been seen before.
   *
   * @param account 12 digits as a number, or {@link
   *     io.trailbridge.ingestion.batch.domain.AccountFilter#NO_ACCOUNT}
   * @param id CloudTrail's eventID
   * @param time when it happened, ISO 8601
   * @param event OCSF as JSON
   */
  void event(long account, byte[] id, byte[] time, byte[] event);

  /**
   * A record that cannot be used.
   *
   * @param index its place in the file, from 0
   * @param record its bytes, or the beginning of them where it is too large
   */
  void deadRecord(int index, RecordFault fault, byte[] record);
}
