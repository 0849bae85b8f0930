package io.trailbridge.ingestion.batch.kafka;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main class of the test's class path in a JVM of its own, which can be killed. */
final class JavaProcess implements AutoCloseable {
  private final String name;
  private final List<String> command = new ArrayList<>();
  private Process process;

  JavaProcess(String name, String heap, Class<?> main, List<String> arguments) {
    this.name = name;
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(arguments);
    process = start();
  }

  /** SIGKILL: nothing is closed, nothing is aborted. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGSTOP: it stands still, and nobody is told. */
  void freeze() {
    signal("STOP");
  }

  /** SIGCONT: it goes on and knows nothing of the time between. */
  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
          .inheritIO()
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void restart() {
    process = start();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  private Process start() {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(
              ProcessBuilder.Redirect.appendTo(new File("target", "process-" + name + ".log")))
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
