package io.trailbridge.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One process of the sandbox: its output goes to its log, and it is started again when it dies,
 * sooner at first and every ten seconds in the end.
 */
final class ManagedProcess implements AutoCloseable {
  private static final long LONGEST_WAIT_MS = 10_000;
  private static final long STEADY_AFTER_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final String name;
  private final Path folder;
  private final Path log;
  private final List<String> command;
  private final Map<String, String> environment;

  private Process process;
  private long startedAt;
  private int deaths;
  private int restarts;
  private boolean wanted;

  private ManagedProcess(
      String name, Path folder, Path log, List<String> command, Map<String, String> environment) {
    this.name = name;
    this.folder = folder;
    this.log = log;
    this.command = command;
    this.environment = environment;
    this.wanted = true;
    this.process = launch();
  }

  /** Starts it in this folder; its log is appended to. */
  static ManagedProcess start(
      String name, Path folder, Path log, List<String> command, Map<String, String> environment) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ManagedProcess(name, folder, log, command, environment);
  }

  String name() {
    return name;
  }

  Path log() {
    return log;
  }

  synchronized long pid() {
    return process.pid();
  }

  /** How often it was started again. */
  synchronized int restarts() {
    return restarts;
  }

  /** As {@code kill -9} does; it is started again like after any death. */
  synchronized void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    Process last;
    synchronized (this) {
      wanted = false;
      last = process;
    }
    last.destroy();
    try {
      last.onExit().get(15, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      last.destroyForcibly().onExit().join();
    } catch (InterruptedException e) {
      last.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private Process launch() {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      Process launched = builder.start();
      startedAt = System.nanoTime();
      var _ = launched.onExit().thenRun(this::died);
      return launched;
    } catch (IOException e) {
      throw new Complaint(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  private synchronized void died() {
    if (!wanted) {
      return;
    }
    deaths = System.nanoTime() - startedAt > STEADY_AFTER_NANOS ? 1 : deaths + 1;
    long wait = Math.min(LONGEST_WAIT_MS, 100L << Math.min(deaths, 10));
    var _ =
        CompletableFuture.runAsync(
            this::again, CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS));
  }

  private synchronized void again() {
    if (wanted) {
      restarts++;
      process = launch();
    }
  }
}
