package io.trailbridge.testbed;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The testbed's second form: the same machines in containers. They use this machine's network, so
 * that every address and setting is the one of the first form. It is there, and then used, where
 * the build's profile {@code containers} has put it on the class path.
 */
public interface Containers {

  /** The engine, where the testbed is to run in containers. */
  static Optional<Containers> engine() {
    return ServiceLoader.load(Containers.class).findFirst();
  }

  /**
   * Starts a container and returns when it listens. Throws IllegalStateException, with a sentence
   * for people, where no engine answers.
   */
  Machine start(Wanted wanted);

  /**
   * A container.
   *
   * @param image whose tag stands in {@code containers.properties}
   * @param port that it listens on, on 127.0.0.1
   * @param entrypoint instead of the image's own; empty for that
   * @param files their contents, by their path in the container
   * @param volume where in the container its data is kept
   * @param folder whose container finds the data again; null where it goes with the container
   */
  record Wanted(
      String image,
      int port,
      List<String> entrypoint,
      List<String> command,
      Map<String, String> environment,
      Map<String, String> files,
      String volume,
      @Nullable Path folder) {
    public Wanted {
      entrypoint = List.copyOf(entrypoint);
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
      files = Map.copyOf(files);
    }
  }
}
