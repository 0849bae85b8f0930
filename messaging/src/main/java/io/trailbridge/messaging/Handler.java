package io.trailbridge.messaging;

/**
 * What a consumer does with a message: translate it and call one use case.
 *
 * @param <M> the topic's sealed interface
 */
@FunctionalInterface
public interface Handler<M> {

  /**
   * Handles a message that may have come before.
   *
   * @throws PermanentFailure where no retry can help: the message becomes a dead letter. Any other
   *     exception: the message is tried again, after a pause that grows, and holds up those behind
   */
  void handle(M message, Meta meta);
}
