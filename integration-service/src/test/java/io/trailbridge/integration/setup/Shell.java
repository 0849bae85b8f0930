package io.trailbridge.integration.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs real programs: bash, the script, bats, shellcheck. */
public final class Shell {
  /** In src, so that it is the very file that is packed into the jar. */
  public static final Path SCRIPT =
      Path.of("src/main/resources/io/trailbridge/integration/setup/trailbridge-aws.sh")
          .toAbsolutePath();

  private Shell() {}

  /** What a program did. */
  public record Ran(int exit, String output) {}

  /** Runs a program without a terminal, its standard input empty, both outputs as one text. */
  public static Ran run(Path directory, Map<String, String> environment, List<String> command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("still running after 5 minutes: " + command.getFirst());
      }
      return new Ran(process.exitValue(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Whether a program is on the PATH. */
  public static boolean has(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
