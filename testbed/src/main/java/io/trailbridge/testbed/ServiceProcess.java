package io.trailbridge.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A packaged service in a process of its own, as production runs it, on a free port. Its log is
 * {@code target/service-process.log} of its module.
 */
public final class ServiceProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final String url;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();

  private ServiceProcess(Process process, String url, Path log) {
    this.process = process;
    this.url = url;
    this.log = log;
  }

  /**
   * Starts the service of the module under test, as one that lives for a test.
   *
   * @param heap as of {@code -Xmx}
   */
  public static ServiceProcess start(String heap, Map<String, String> config) {
    return start(Path.of(""), List.of("-Xmx" + heap, "-XX:TieredStopAtLevel=1"), config);
  }

  /**
   * Starts it; it is not ready yet.
   *
   * @param module its folder
   * @param options of the JVM
   * @param config beside what is packaged
   */
  public static ServiceProcess start(
      Path module, List<String> options, Map<String, String> config) {
    int port = Ports.free();
    Path log = module.resolve("target/service-process.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", "-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=" + port));
    config.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(
        List.of("-jar", module.resolve("target/quarkus-app/quarkus-run.jar").toString()));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new ServiceProcess(process, "http://127.0.0.1:" + port, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it says that it is ready. Throws IllegalStateException where it does not. */
  public ServiceProcess awaitReady() {
    Instant end = Instant.now().plus(PATIENCE);
    while (!isReady()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new IllegalStateException("the service does not start: " + log);
      }
      pause();
    }
    return this;
  }

  /** Where it answers. */
  public String url() {
    return url;
  }

  /** How much of its heap is in use now, garbage included, in bytes. */
  public long heapUsed() {
    try {
      return get("/q/metrics")
          .body()
          .lines()
          .filter(it -> it.startsWith("jvm_memory_used_bytes{area=\"heap\""))
          .mapToLong(it -> (long) Double.parseDouble(it.substring(it.lastIndexOf(' '))))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The processor time that it has used. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** No time to say goodbye. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  private boolean isReady() {
    try {
      return get("/q/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpResponse<String> get(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(30)).build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
