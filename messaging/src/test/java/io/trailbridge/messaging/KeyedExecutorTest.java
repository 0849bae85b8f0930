package io.trailbridge.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trailbridge.messaging.KeyedExecutor.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class KeyedExecutorTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void shouldKeepOrderAndBoundsInRandomInterleavings(long seed) throws Exception {
    // Given
    SplittableRandom random = new SplittableRandom(seed);
    Limits limits =
        new Limits(1 + random.nextInt(8), 1 + random.nextInt(20), 1 + random.nextInt(6));
    int keys = 1 + random.nextInt(9);
    Map<String, List<Integer>> submitted = new HashMap<>();
    Map<String, List<Integer>> ran = new ConcurrentHashMap<>();
    Map<String, AtomicInteger> runningOfKey = new ConcurrentHashMap<>();
    AtomicInteger running = new AtomicInteger();
    Map<String, Boolean> violations = new ConcurrentHashMap<>();
    List<CompletableFuture<Void>> done = new ArrayList<>();
    // When
    try (KeyedExecutor executor = new KeyedExecutor("test", limits, metrics)) {
      for (int i = 0; i < 500; i++) {
        String key = "k" + random.nextInt(keys);
        int job = i;
        int spin = random.nextInt(2000);
        boolean fails = random.nextInt(10) == 0;
        submitted.computeIfAbsent(key, _ -> new ArrayList<>()).add(job);
        done.add(
            executor
                .submit(
                    key,
                    () -> {
                      AtomicInteger ofKey =
                          runningOfKey.computeIfAbsent(key, _ -> new AtomicInteger());
                      note(violations, "two of one key", ofKey.incrementAndGet() > 1);
                      note(
                          violations, "too many run", running.incrementAndGet() > limits.running());
                      work(spin);
                      ran.computeIfAbsent(key, _ -> Collections.synchronizedList(new ArrayList<>()))
                          .add(job);
                      running.decrementAndGet();
                      ofKey.decrementAndGet();
                      if (fails) {
                        throw new IllegalStateException("fails by design");
                      }
                    })
                .toCompletableFuture());
        note(violations, "too many in flight", executor.inFlight() > limits.inFlight());
      }
      await().until(() -> done.stream().allMatch(CompletableFuture::isDone));
    }
    // Then
    assertThat(violations).as("seed %d, %s", seed, limits).isEmpty();
    assertThat(ran).as("seed %d, %s", seed, limits).isEqualTo(submitted);
  }

  @Test
  void shouldHoldTheSubmitterWhileOneKeyIsFull() throws Exception {
    // Given
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean accepted = new AtomicBoolean();
    try (KeyedExecutor executor = new KeyedExecutor("test", new Limits(4, 10, 2), metrics)) {
      executor.submit("hot", () -> awaitLatch(release));
      executor.submit("hot", () -> {});
      // When
      Thread submitter =
          Thread.ofVirtual()
              .start(
                  () -> {
                    submit(executor, "hot", () -> {});
                    accepted.set(true);
                  });
      await().until(() -> submitter.getState() == Thread.State.WAITING);
      CompletableFuture<Void> other = executor.submit("cold", () -> {}).toCompletableFuture();
      // Then
      await().until(other::isDone);
      assertThat(accepted).isFalse();
      release.countDown();
      await().untilTrue(accepted);
    }
  }

  @Test
  void shouldGiveUpWhatWaitsAndInterruptWhatRunsOnClose() throws Exception {
    // Given
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch started = new CountDownLatch(1);
    KeyedExecutor executor = new KeyedExecutor("test", new Limits(4, 10, 5), metrics);
    CompletableFuture<Void> first =
        executor
            .submit(
                "k",
                () -> {
                  started.countDown();
                  interrupted.set(!awaitLatch(new CountDownLatch(1)));
                })
            .toCompletableFuture();
    CompletableFuture<Void> second = executor.submit("k", () -> {}).toCompletableFuture();
    started.await();
    // When
    executor.close();
    // Then
    assertThat(interrupted).isTrue();
    assertThat(first).isCompleted();
    assertThat(second).isCompletedExceptionally();
    assertThat(executor.inFlight()).isZero();
    assertThatThrownBy(() -> executor.submit("k", () -> {}))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void shouldTellTheExceptionOfAJobAndGoOn() throws Exception {
    try (KeyedExecutor executor = new KeyedExecutor("test", new Limits(1, 10, 5), metrics)) {
      // When
      CompletableFuture<Void> failed =
          executor
              .submit(
                  "k",
                  () -> {
                    throw new IllegalStateException("by design");
                  })
              .toCompletableFuture();
      CompletableFuture<Void> next = executor.submit("k", () -> {}).toCompletableFuture();
      // Then
      await().until(next::isDone);
      assertThat(failed).isCompletedExceptionally();
      assertThat(next).isCompleted();
    }
  }

  private static void note(Map<String, Boolean> violations, String what, boolean violated) {
    if (violated) {
      violations.put(what, true);
    }
  }

  private static void work(int spin) {
    for (int i = 0; i < spin; i++) {
      Thread.onSpinWait();
      if (i % 500 == 0) {
        LockSupport.parkNanos(1_000);
      }
    }
  }

  private static void submit(KeyedExecutor executor, String key, Runnable job) {
    try {
      executor.submit(key, job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
