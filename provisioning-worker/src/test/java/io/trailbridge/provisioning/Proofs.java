package io.trailbridge.provisioning;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** How much a proof does, and how it does several things at once. */
final class Proofs {
  private static final int AT_ONCE = 8;

  private Proofs() {}

  /** Whether the full counts are asked for. */
  static boolean isLong() {
    return "long".equals(System.getProperty("trailbridge.proof"));
  }

  /** Does all of it, a few at once; the results in the order of the tasks. */
  static <T> List<T> sideBySide(List<Supplier<T>> tasks) {
    return sideBySide(AT_ONCE, tasks);
  }

  /** Does all of it on virtual threads, so many at once. */
  static <T> List<T> sideBySide(int atOnce, List<Supplier<T>> tasks) {
    Semaphore places = new Semaphore(atOnce);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> results =
          tasks.stream()
              .map(
                  task ->
                      threads.submit(
                          () -> {
                            places.acquire();
                            try {
                              return task.get();
                            } finally {
                              places.release();
                            }
                          }))
              .toList();
      return results.stream().map(Proofs::result).toList();
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
