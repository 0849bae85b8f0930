package io.trailbridge.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs on virtual threads: those of one key one after the other, in the order of submission;
 * those of different keys at once. {@link #submit} waits while too much is in flight, which is how
 * a Kafka channel is slowed down.
 */
public final class KeyedExecutor implements AutoCloseable {

  /**
   * How much it takes on.
   *
   * @param running jobs that run at once
   * @param inFlight jobs that run or wait, of all keys
   * @param perKey jobs that run or wait, of one key; less than {@code inFlight}, or one busy key
   *     takes all places
   */
  public record Limits(int running, int inFlight, int perKey) {
    /** Throws IllegalArgumentException where a limit is below 1. */
    public Limits {
      if (running < 1 || inFlight < 1 || perKey < 1) {
        throw new IllegalArgumentException("limits are at least 1");
      }
    }
  }

  private static final Duration GRACE = Duration.ofSeconds(10);

  private final String name;
  private final Limits limits;
  private final Semaphore running;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Deque<Job>> waiting = new HashMap<>();
  private final Set<Thread> threads = new HashSet<>();
  private int inFlight;
  private boolean closed;

  /**
   * Starts nothing yet.
   *
   * @param name names threads and metrics, such as the channel
   */
  public KeyedExecutor(String name, Limits limits, MeterRegistry metrics) {
    this.name = name;
    this.limits = limits;
    // Fair, so that a key that always has work does not overtake one that has been waiting.
    this.running = new Semaphore(limits.running(), true);
    Gauge.builder("trailbridge.executor.in.flight", this, it -> it.inFlight())
        .description("Jobs that run or wait")
        .tag("executor", name)
        .register(metrics);
    Gauge.builder(
            "trailbridge.executor.running",
            this,
            it -> it.limits.running() - it.running.availablePermits())
        .description("Jobs that run")
        .tag("executor", name)
        .register(metrics);
  }

  /**
   * Takes a job on, once there is room for it.
   *
   * @return completes when the job has ended, with its exception where it threw; with a
   *     CancellationException where it never began
   * @throws CancellationException after {@link #close()}
   */
  public CompletionStage<Void> submit(String key, Runnable job) throws InterruptedException {
    Job accepted = new Job(job, new CompletableFuture<>());
    lock.lockInterruptibly();
    try {
      while (!closed && (inFlight >= limits.inFlight() || isFull(key))) {
        changed.await();
      }
      if (closed) {
        throw new CancellationException(name + " is closed");
      }
      inFlight++;
      Deque<Job> queue = waiting.get(key);
      if (queue != null) {
        queue.add(accepted);
      } else {
        Deque<Job> fresh = new ArrayDeque<>();
        fresh.add(accepted);
        waiting.put(key, fresh);
        Thread thread = Thread.ofVirtual().name(name + "-" + key).unstarted(() -> drain(key));
        threads.add(thread);
        thread.start();
      }
    } finally {
      lock.unlock();
    }
    return accepted.done();
  }

  /** Jobs that run or wait. */
  public int inFlight() {
    lock.lock();
    try {
      return inFlight;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes no more, gives up what has not begun, interrupts what runs, and waits 10 seconds for its
   * end. Nothing of it counts as done, so Kafka delivers it again.
   */
  @Override
  public void close() {
    List<Job> givenUp = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      waiting
          .values()
          .forEach(
              queue -> {
                // The head is the one that runs; its thread takes it away.
                while (queue.size() > 1) {
                  givenUp.add(queue.removeLast());
                  inFlight--;
                }
              });
      threads.forEach(Thread::interrupt);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    givenUp.forEach(Job::giveUp);
    awaitEnd();
  }

  private boolean isFull(String key) {
    Deque<Job> queue = waiting.get(key);
    return queue != null && queue.size() >= limits.perKey();
  }

  private void drain(String key) {
    for (Job job = head(key); job != null; job = next(key)) {
      try {
        running.acquire();
      } catch (InterruptedException e) {
        // Only close() interrupts.
        job.giveUp();
        continue;
      }
      Runnable outcome;
      try {
        outcome = job.run();
      } finally {
        running.release();
      }
      // Outside of the semaphore: what hangs on the job is no part of it.
      outcome.run();
    }
  }

  /** The job of this key that is to run; it stays in the queue until it has. */
  private @Nullable Job head(String key) {
    lock.lock();
    try {
      Deque<Job> queue = waiting.get(key);
      return queue == null ? null : queue.peekFirst();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Job next(String key) {
    lock.lock();
    try {
      Deque<Job> queue = waiting.get(key);
      if (queue == null) {
        return null;
      }
      queue.removeFirst();
      inFlight--;
      changed.signalAll();
      if (queue.isEmpty()) {
        waiting.remove(key);
        threads.remove(Thread.currentThread());
        return null;
      }
      return queue.peekFirst();
    } finally {
      lock.unlock();
    }
  }

  private void awaitEnd() {
    long left = GRACE.toNanos();
    lock.lock();
    try {
      while (inFlight > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private record Job(Runnable work, CompletableFuture<Void> done) {

    /** Runs it, and returns what tells the others of its end. */
    Runnable run() {
      try {
        work.run();
        return () -> done.complete(null);
      } catch (Throwable e) {
        return () -> done.completeExceptionally(e);
      }
    }

    void giveUp() {
      done.completeExceptionally(new CancellationException("closed before it began"));
    }
  }
}
