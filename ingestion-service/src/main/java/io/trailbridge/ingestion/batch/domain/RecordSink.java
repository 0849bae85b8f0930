package io.trailbridge.ingestion.batch.domain;

/** Takes the records of a batch in their order, while the rest of it is still being inflated. */
public interface RecordSink {

  /**
   * A record that JSON and the limits allow.
   *
   * @param index its place in {@code Records}, from 0
   * @param tape the record; valid during this call only
   * @throws BrokenEnvelope where the batch is not worth reading on
   */
  void good(int index, JsonTape tape) throws BrokenEnvelope;

  /**
   * A record that broke a rule.
   *
   * @param index its place in {@code Records}, from 0
   * @param fault the first rule that it broke
   * @param bytes holds what is left of the record from {@code from} to {@code to}: all of it, or
   *     the beginning of one that is too large
   * @throws BrokenEnvelope where the batch is not worth reading on
   */
  void bad(int index, RecordFault fault, byte[] bytes, int from, int to) throws BrokenEnvelope;
}
