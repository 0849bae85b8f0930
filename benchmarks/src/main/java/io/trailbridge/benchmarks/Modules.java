package io.trailbridge.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the services are that are measured as they are packaged. */
public final class Modules {
  private Modules() {}

  /**
   * A module's folder, seen from the project's or from another module's.
   *
   * @throws IllegalStateException it is neither here nor beside
   */
  public static Path folder(String module) {
    return Stream.of(Path.of(module), Path.of("..", module))
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("start it in the project's folder"));
  }
}
