package io.trailbridge.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Brings a record to one of its ends: handled, skipped, or a dead letter. Whatever fails in passing
 * is tried again in place; a record is never dropped.
 *
 * @param <M> the topic's sealed interface
 */
final class Attempts<M> {
  private static final Logger LOG = Logger.getLogger(Attempts.class);

  /** After so many tries, what looks like a mistake of ours is taken for one. */
  private static final int TRIES_OF_A_BUG = 10;

  private final MessageTypes<M> types;
  private final Handler<M> handler;
  private final DeadLetters deadLetters;
  private final MeterRegistry metrics;
  private final Pause pause;
  private final CountDownLatch stopped;

  /**
   * How long to wait after a failure.
   *
   * @param first after the first one; doubles from there
   * @param longest ends the doubling
   */
  record Pause(Duration first, Duration longest) {
    static final Pause USUAL = new Pause(Duration.ofMillis(200), Duration.ofSeconds(30));

    Duration after(int failures) {
      long doubled = first.toMillis() << Math.min(failures - 1, 20);
      long bounded = Math.min(doubled, longest.toMillis());
      // Half of it by chance, so that instances that failed together do not return together.
      return Duration.ofMillis(bounded / 2 + ThreadLocalRandom.current().nextLong(bounded / 2 + 1));
    }
  }

  Attempts(
      MessageTypes<M> types,
      Handler<M> handler,
      DeadLetters deadLetters,
      MeterRegistry metrics,
      Pause pause,
      CountDownLatch stopped) {
    this.types = types;
    this.handler = handler;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    this.pause = pause;
    this.stopped = stopped;
    // From zero on, so that the first one is an increase too.
    retries();
  }

  /** False where it was stopped before the end: the record is not to be acknowledged. */
  boolean bringToAnEnd(ConsumerRecord<String, byte[]> record) {
    for (int failures = 0; ; ) {
      if (stopped.getCount() == 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      try {
        String outcome = attempt(record, failures);
        metrics
            .counter("trailbridge.messages", "topic", types.topic(), "outcome", outcome)
            .increment();
        return true;
      } catch (RuntimeException | Error e) {
        // An Error too: nobody above would tell of it, and the offset would stand still in silence.
        failures++;
        retries().increment();
        Duration wait = pause.after(failures);
        LOG.warnf(
            failures == 1 ? e : null,
            "Message failed, tried again topic=%s partition=%d offset=%d failures=%d pauseMs=%d"
                + " cause=%s",
            record.topic(),
            record.partition(),
            record.offset(),
            failures,
            wait.toMillis(),
            e.getClass().getSimpleName());
        if (isStoppedWithin(wait)) {
          return false;
        }
      }
    }
  }

  private String attempt(ConsumerRecord<String, byte[]> record, int failures) {
    return switch (WireFormat.read(types.sealed(), record)) {
      case Received.Known<M>(M message, Meta meta) -> handle(record, message, meta, failures);
      case Received.Tombstone<M> _ -> "skipped";
      case Received.UnknownType<M> _ when types.unknown() == MessageTypes.Unknown.SKIP -> "skipped";
      case Received.UnknownType<M> _ -> deadLetter(record, "unknown-type");
      case Received.Broken<M>(String reason) -> deadLetter(record, reason);
    };
  }

  private String handle(ConsumerRecord<String, byte[]> record, M message, Meta meta, int failures) {
    try {
      handler.handle(message, meta);
      return "handled";
    } catch (PermanentFailure e) {
      LOG.debugf(e, "Permanent failure topic=%s code=%s", record.topic(), e.code());
      return deadLetter(record, e.code());
    } catch (RuntimeException e) {
      if (failures + 1 >= TRIES_OF_A_BUG && looksLikeABug(e)) {
        LOG.errorf(e, "Message given up topic=%s id=%s", record.topic(), meta.id());
        return deadLetter(record, "handler-error");
      }
      throw e;
    }
  }

  private String deadLetter(ConsumerRecord<String, byte[]> record, String reason) {
    deadLetters.send(record, reason);
    return "dead-letter";
  }

  private Counter retries() {
    return metrics.counter("trailbridge.message.retries", "topic", types.topic());
  }

  private boolean isStoppedWithin(Duration wait) {
    try {
      return stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * Whether the same input will fail for ever: a slip in our code, or data that SQL cannot hold.
   */
  private static boolean looksLikeABug(RuntimeException failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      // Class 22 of SQLSTATE: data exceptions.
      if (e instanceof SQLException sql
          && sql.getSQLState() != null
          && sql.getSQLState().startsWith("22")) {
        return true;
      }
    }
    return failure instanceof NullPointerException
        || failure instanceof ClassCastException
        || failure instanceof IndexOutOfBoundsException
        || failure instanceof ArithmeticException
        || failure instanceof IllegalArgumentException
        || failure instanceof UnsupportedOperationException;
  }
}
