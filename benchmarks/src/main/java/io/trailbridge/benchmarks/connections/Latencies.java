package io.trailbridge.benchmarks.connections;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * How long each of some calls took, as its caller saw it.
 *
 * @param sorted in ascending order, nanoseconds
 * @param took all of them
 * @param callers that called at once
 */
record Latencies(List<Long> sorted, Duration took, int callers) {

  /** A call, by its number from 0 on. */
  interface Call {
    void make(int number) throws Exception;
  }

  /** Makes so many calls, by so many callers at once. */
  static Latencies of(int calls, int callers, Call call) {
    AtomicInteger next = new AtomicInteger();
    Callable<List<Long>> caller =
        () -> {
          List<Long> took = new ArrayList<>();
          for (int number; (number = next.getAndIncrement()) < calls; ) {
            long start = System.nanoTime();
            call.make(number);
            took.add(System.nanoTime() - start);
          }
          return took;
        };
    long start = System.nanoTime();
    List<Long> all = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Long>>> each =
          IntStream.range(0, callers).mapToObj(_ -> threads.submit(caller)).toList();
      for (Future<List<Long>> one : each) {
        all.addAll(one.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return new Latencies(
        all.stream().sorted().toList(), Duration.ofNanos(System.nanoTime() - start), callers);
  }

  /** What this share of the calls did not exceed, in milliseconds. */
  double millis(double share) {
    int index = Math.min((int) (sorted.size() * share), sorted.size() - 1);
    return sorted.get(index) / 1e6;
  }

  double aSecond() {
    return sorted.size() / (took.toNanos() / 1e9);
  }
}
