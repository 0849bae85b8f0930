package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A Python function in a process of its own, kept warm from one event to the next as Lambda does.
 * It ends when its standard input closes, however this JVM dies.
 */
final class FunctionProcess implements AutoCloseable {
  private final Process process;
  private final BufferedWriter events;

  private FunctionProcess(Process process) {
    this.process = process;
    this.events = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Unpacks the code and starts the interpreter.
   *
   * @param runtime the script that reads events and calls the handler
   * @param folder where the code goes; what the interpreter complains about goes beside it
   * @param environment of the function; nothing else of AWS is in it
   */
  static FunctionProcess start(
      String python,
      Path runtime,
      Path folder,
      byte[] zip,
      String handler,
      Map<String, String> environment) {
    try {
      unzip(zip, folder);
      ProcessBuilder builder =
          new ProcessBuilder(python, runtime.toString(), folder.toString(), handler)
              .redirectError(folder.resolveSibling(folder.getFileName() + ".log").toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
      builder.environment().putAll(environment);
      return new FunctionProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Hands one event to the function; its answer has {@code result} or {@code error}, and what it
   * printed as {@code log}. A function that takes too long, or dies, is ended, and that is the
   * error.
   */
  synchronized JsonNode invoke(JsonNode event, Duration timeout) {
    FutureTask<String> answer = new FutureTask<>(() -> process.inputReader().readLine());
    try {
      events.write(event.toString());
      events.newLine();
      events.flush();
      Thread.ofVirtual().start(answer);
      String line = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return line == null ? ended("Runtime exited") : Json.read(line);
    } catch (TimeoutException e) {
      return ended("Task timed out after " + timeout.toSeconds() + " seconds");
    } catch (IOException | ExecutionException e) {
      return ended("Runtime exited");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ended("interrupted");
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private JsonNode ended(String why) {
    close();
    return Json.object().put("error", why).put("log", "");
  }

  private static void unzip(byte[] zip, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (target.startsWith(folder) && !entry.isDirectory()) {
          Files.createDirectories(target.getParent());
          Files.copy(entries, target);
        }
      }
    }
  }
}
