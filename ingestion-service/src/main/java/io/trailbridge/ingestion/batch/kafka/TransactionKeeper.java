package io.trailbridge.ingestion.batch.kafka;

import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The loop's producer and what is done when a transaction fails. Known to be aborted: back to the
 * committed offsets, the ids of the transaction dropped, and a batch of which Kafka refused
 * something is a dead letter the next time. Outcome unknown, or fenced: a new producer, and every
 * partition brought up from what Kafka says. Twice in a row: the loop ends.
 */
final class TransactionKeeper {
  private static final Logger LOG = Logger.getLogger(TransactionKeeper.class);
  private static final int MOST_UNKNOWN_IN_A_ROW = 2;
  private static final int MOST_STARTS = 5;
  private static final int MOST_ABORTED_IN_A_ROW = 20;

  private final Supplier<EventTransaction> factory;
  private final LoopMetrics metrics;
  private @Nullable EventTransaction transaction;
  private int unknownInARow;
  private int abortedInARow;

  TransactionKeeper(Supplier<EventTransaction> factory, LoopMetrics metrics) {
    this.factory = factory;
    this.metrics = metrics;
  }

  /**
   * Makes the first producer; what an earlier process of this name left open is aborted. A broker
   * that is away is waited for, some minutes.
   */
  void start() {
    for (int attempt = 1; ; attempt++) {
      EventTransaction made = factory.get();
      transaction = made;
      try {
        made.init();
        return;
      } catch (TimeoutException e) {
        made.close();
        if (attempt == MOST_STARTS) {
          throw new LoopEnded("no broker to begin transactions with", e);
        }
        LOG.warnf("Producer has to wait for the broker attempt=%d", attempt);
      }
    }
  }

  EventTransaction current() {
    EventTransaction current = transaction;
    if (current == null) {
      throw new IllegalStateException("not started");
    }
    return current;
  }

  /** Commits what is open, if anything is. */
  void commit(ConsumerGroupMetadata group) {
    EventTransaction current = current();
    if (current.isOpen()) {
      var age = current.age();
      current.commit(group);
      metrics.committed(age);
      unknownInARow = 0;
      abortedInARow = 0;
    }
  }

  /** Takes back what is open: a batch broke after some of it had been sent. */
  void abort(Assignment assignment) {
    try {
      current().abort();
      assignment.rewind();
      metrics.failed("aborted");
    } catch (KafkaException e) {
      replace(e, assignment);
    }
  }

  /** A transaction failed at some step. */
  void failed(KafkaException failure, Assignment assignment) {
    LOG.warnf(failure, "Transaction failed cause=%s", failure.getClass().getSimpleName());
    if (++abortedInARow > MOST_ABORTED_IN_A_ROW) {
      throw new LoopEnded("no transaction succeeds", failure);
    }
    if (isOutcomeUnknown(failure)) {
      replace(failure, assignment);
      return;
    }
    try {
      current().abort();
    } catch (KafkaException e) {
      replace(e, assignment);
      return;
    }
    metrics.failed("aborted");
    if (failure instanceof CommitFailedException) {
      // The group has moved on without us; whether a partition was another's meanwhile is not
      // known.
      assignment.reload();
    } else {
      assignment.rewind();
      if (current().rememberRefused()) {
        // Not the same failure again: that batch is a dead letter from now on.
        abortedInARow = 0;
      }
    }
  }

  /** A commit that timed out may have succeeded: aborting then would tear the transaction. */
  private static boolean isOutcomeUnknown(KafkaException failure) {
    return failure instanceof TimeoutException;
  }

  private void replace(KafkaException failure, Assignment assignment) {
    metrics.failed("unknown");
    if (++unknownInARow >= MOST_UNKNOWN_IN_A_ROW) {
      throw new LoopEnded("fenced or unknown twice in a row", failure);
    }
    LOG.warnf(
        "Producer is replaced cause=%s inARow=%d",
        failure.getClass().getSimpleName(), unknownInARow);
    current().close();
    start();
    assignment.reload();
  }

  void close() {
    if (transaction != null) {
      transaction.close();
    }
  }
}
