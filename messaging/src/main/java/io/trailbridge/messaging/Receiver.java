package io.trailbridge.messaging;

import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * The inside of a consumer; made by {@link Receivers}. A door hands every message on:
 *
 * <pre>{@code
 * @Incoming("provisioning-results")
 * @Acknowledgment(Acknowledgment.Strategy.MANUAL)
 * @Blocking
 * CompletionStage<Void> receive(Message<byte[]> message) {
 *   return receiver.receive(message);
 * }
 * }</pre>
 *
 * <p>{@code @Blocking} is SmallRye's, ordered; not {@code @RunOnVirtualThread}, which would lose
 * the order.
 *
 * @param <M> the topic's sealed interface
 */
public final class Receiver<M> {
  private final Attempts<M> attempts;
  private final @Nullable KeyedExecutor executor;
  private final Predicate<Headers> wanted;

  Receiver(Attempts<M> attempts, @Nullable KeyedExecutor executor) {
    this(attempts, executor, it -> true);
  }

  private Receiver(
      Attempts<M> attempts, @Nullable KeyedExecutor executor, Predicate<Headers> wanted) {
    this.attempts = attempts;
    this.executor = executor;
    this.wanted = wanted;
  }

  /**
   * The same for some of the topic's messages; the others are acknowledged at once, for another
   * channel with a group of its own.
   */
  public Receiver<M> only(Predicate<Headers> wanted) {
    return new Receiver<>(attempts, executor, wanted);
  }

  /** Acknowledges the message once it is handled, skipped or a dead letter; else never. */
  public CompletionStage<Void> receive(Message<byte[]> message) {
    ConsumerRecord<String, byte[]> record = recordOf(message);
    if (!wanted.test(record.headers())) {
      return message.ack();
    }
    if (executor == null) {
      return attempts.bringToAnEnd(record) ? message.ack() : nothing();
    }
    try {
      executor.submit(
          record.key() == null ? "" : record.key(),
          () -> {
            if (attempts.bringToAnEnd(record)) {
              message.ack();
            }
          });
    } catch (CancellationException e) {
      // Closed: Kafka delivers it again to whoever comes next.
      return nothing();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return nothing();
  }

  @SuppressWarnings("unchecked")
  private static ConsumerRecord<String, byte[]> recordOf(Message<byte[]> message) {
    return (ConsumerRecord<String, byte[]>)
        message
            .getMetadata(IncomingKafkaRecordMetadata.class)
            .orElseThrow(() -> new IllegalArgumentException("no message of a Kafka channel"))
            .getRecord();
  }

  private static CompletionStage<Void> nothing() {
    return CompletableFuture.completedFuture(null);
  }
}
