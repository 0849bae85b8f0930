package io.trailbridge.messaging;

/**
 * What a record of a topic turned out to be.
 *
 * @param <M> the topic's sealed interface
 */
public sealed interface Received<M> {

  /** A message that can be processed. */
  record Known<M>(M message, Meta meta) implements Received<M> {}

  /**
   * A message of a type that this version does not know.
   *
   * @param type its {@code ce_type}
   */
  record UnknownType<M>(String type) implements Received<M> {}

  /**
   * A record that nobody can read.
   *
   * @param reason a code, see {@link WireFormat}
   */
  record Broken<M>(String reason) implements Received<M> {}

  /** A null value: the key is gone from a compacted topic. */
  record Tombstone<M>(String key) implements Received<M> {}
}
