package io.trailbridge.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A {@link Broker} in a process of its own, for those who measure what is around it. */
public final class BrokerProcess implements AutoCloseable {
  private final Process process;
  private final String bootstrapServers;
  private final Path folder;

  private BrokerProcess(Process process, String bootstrapServers, Path folder) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
    this.folder = folder;
  }

  /**
   * Starts on a free port, in a temporary folder that goes with it, and waits until it is ready.
   *
   * @param heap as of {@code -Xmx}
   * @throws IllegalStateException it does not start
   */
  public static BrokerProcess start(String heap) {
    int port = Ports.free();
    Path folder = Folders.temporary("broker");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap,
            "-XX:+UseSerialGC",
            "-cp",
            classPath,
            Broker.class.getName(),
            Integer.toString(port),
            folder.toString());
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
      String line = lines.readLine();
      while (line != null && !line.startsWith("Kafka is ready")) {
        line = lines.readLine();
      }
      if (line == null) {
        throw new IllegalStateException("the broker does not start");
      }
      Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
      return new BrokerProcess(process, "127.0.0.1:" + port, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** The processor time that it has used. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    Folders.delete(folder);
  }
}
