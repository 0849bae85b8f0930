package io.trailbridge.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A customer's administrator at a shell: credentials of one account, the real {@code aws} CLI, and
 * whatever commands the console shows.
 */
final class Customer {
  private final Path folder;
  private final Map<String, String> environment;

  /**
   * @param folder where the script is downloaded to
   * @param environment the account's credentials and the address of AWS
   */
  Customer(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = Map.copyOf(environment);
  }

  /** What a command printed and how it ended. */
  record Ran(int exit, String output) {
    Ran expectSuccess() {
      if (exit != 0) {
        throw new IllegalStateException("exit " + exit + ": " + output);
      }
      return this;
    }
  }

  /** Pastes a command line into a shell. */
  Ran paste(String commandLine) {
    return run(List.of("bash", "-c", commandLine));
  }

  /** Calls the AWS CLI; the output is JSON. */
  Ran aws(String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of("aws"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private Ran run(List<String> command) {
    try {
      Files.createDirectories(folder);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      Map<String, String> clean = new HashMap<>();
      for (String kept : List.of("PATH", "HOME", "LANG", "PYENV_ROOT")) {
        String value = System.getenv(kept);
        if (value != null) {
          clean.put(kept, value);
        }
      }
      builder.environment().clear();
      builder.environment().putAll(clean);
      builder.environment().putAll(environment);
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(20, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(command.getFirst() + " does not end: " + output);
      }
      return new Ran(process.exitValue(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
