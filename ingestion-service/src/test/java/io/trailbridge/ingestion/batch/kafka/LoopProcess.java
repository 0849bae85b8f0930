package io.trailbridge.ingestion.batch.kafka;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link LoopUnderTest} in a JVM of its own, which can be killed. */
final class LoopProcess implements AutoCloseable {
  private final String bootstrapServers;
  private final String instance;
  private final List<String> overrides;
  private Process process;

  LoopProcess(String bootstrapServers, String instance, List<String> overrides) {
    this.bootstrapServers = bootstrapServers;
    this.instance = instance;
    this.overrides = overrides;
    process = start();
  }

  /** SIGKILL: nothing is closed, nothing is aborted. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  void restart() {
    process = start();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  private Process start() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath, LoopUnderTest.class.getName()));
    command.addAll(List.of(bootstrapServers, instance));
    command.addAll(overrides);
    try {
      File log = new File("target", "loop-" + instance + ".log");
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
