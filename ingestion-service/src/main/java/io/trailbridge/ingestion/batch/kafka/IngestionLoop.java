package io.trailbridge.ingestion.batch.kafka;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * One thread that turns batches into events, exactly once: poll, process, commit. No transaction
 * outlives the poll that began it, so a rebalance, which happens inside a poll, never meets one.
 */
final class IngestionLoop implements Runnable {
  private static final Logger LOG = Logger.getLogger(IngestionLoop.class);
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration BUSY = Duration.ofMillis(5);

  /** How a loop is doing. */
  enum State {
    /** Waits until the gate's topics are read whole. */
    WAITING,
    RUNNING,
    /** Was asked to stop, and did. */
    STOPPED,
    /** Cannot go on. */
    FAILED
  }

  private final String name;
  private final LoopSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final Assignment assignment;
  private final BatchSteps steps;
  private final TransactionKeeper transactions;
  private final BooleanSupplier gateIsReady;
  private final Runnable whenFailed;
  private final Clock clock;

  private volatile boolean stopping;
  private volatile State state = State.WAITING;
  private volatile long lastTurn;

  /**
   * Makes a loop; {@link #run} turns it.
   *
   * @param gateIsReady whether both topics of the gate were read whole
   * @param whenFailed called once where the loop cannot go on
   */
  IngestionLoop(
      LoopSettings settings,
      Consumer<byte[], byte[]> consumer,
      Assignment assignment,
      BatchSteps steps,
      TransactionKeeper transactions,
      BooleanSupplier gateIsReady,
      Runnable whenFailed,
      Clock clock) {
    this.name = settings.name();
    this.settings = settings;
    this.consumer = consumer;
    this.assignment = assignment;
    this.steps = steps;
    this.transactions = transactions;
    this.gateIsReady = gateIsReady;
    this.whenFailed = whenFailed;
    this.clock = clock;
    this.lastTurn = clock.millis();
  }

  @Override
  public void run() {
    try {
      awaitGate();
      if (!stopping) {
        transactions.start();
        consumer.subscribe(List.of(Topics.CLOUDTRAIL_BATCHES), assignment);
        state = State.RUNNING;
        LOG.infof("Loop runs loop=%s", name);
      }
      while (!stopping) {
        turn();
      }
      end(State.STOPPED);
    } catch (WakeupException | InterruptException e) {
      end(State.STOPPED);
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "Loop cannot go on loop=%s", name);
      end(State.FAILED);
      whenFailed.run();
    }
  }

  /** Asks the loop to end after the transaction at hand; returns at once. */
  void stop() {
    stopping = true;
    consumer.wakeup();
  }

  String name() {
    return name;
  }

  State state() {
    return state;
  }

  /** How long the current turn takes so far. */
  Duration sinceLastTurn() {
    return Duration.ofMillis(clock.millis() - lastTurn);
  }

  private void awaitGate() {
    while (!stopping && !gateIsReady.getAsBoolean()) {
      lastTurn = clock.millis();
      try {
        Thread.sleep(IDLE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptException(e);
      }
    }
  }

  private void turn() {
    lastTurn = clock.millis();
    assignment.bringUp();
    for (PartitionWork work : assignment.waiting()) {
      ConnectionId awaited = work.awaited();
      if (awaited != null && steps.canGoOn(awaited)) {
        work.await(null);
        consumer.resume(List.of(work.partition));
      }
    }
    ConsumerRecords<byte[], byte[]> polled = consumer.poll(assignment.isComplete() ? IDLE : BUSY);
    if (!polled.isEmpty()) {
      process(polled);
    }
  }

  private void process(ConsumerRecords<byte[], byte[]> polled) {
    try {
      for (TopicPartition partition : polled.partitions()) {
        PartitionWork work = assignment.ready(partition);
        if (work != null && !process(polled.records(partition), work)) {
          return;
        }
      }
      transactions.commit(consumer.groupMetadata());
    } catch (KafkaException e) {
      if (e instanceof WakeupException || e instanceof InterruptException) {
        throw e;
      }
      transactions.failed(e, assignment);
    }
  }

  /** False where the transaction was aborted and this poll is over. */
  private boolean process(List<ConsumerRecord<byte[], byte[]>> records, PartitionWork work) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      EventTransaction transaction = transactions.current();
      switch (steps.take(record, work, transaction)) {
        case BatchSteps.Next.Done _ -> work.position = record.offset() + 1;
        case BatchSteps.Next.Wait(ConnectionId connection) -> {
          work.await(connection);
          consumer.pause(List.of(work.partition));
          consumer.seek(work.partition, record.offset());
          return true;
        }
        case BatchSteps.Next.Abort(var fault) -> {
          work.remember(record.offset(), fault.code());
          transactions.abort(assignment);
          return false;
        }
      }
      if (transaction.isOpen()
          && transaction.isFull(settings.config().flushRecords(), settings.config().flushAfter())) {
        transactions.commit(consumer.groupMetadata());
      }
    }
    return true;
  }

  private void end(State end) {
    try {
      transactions.close();
      assignment.close();
      steps.close();
      consumer.close();
    } catch (RuntimeException e) {
      LOG.warnf(e, "Loop did not close cleanly loop=%s", name);
    }
    state = end;
    LOG.infof("Loop ended loop=%s state=%s", name, end);
  }
}
