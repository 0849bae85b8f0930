package io.trailbridge.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the sandbox finds the built services and keeps what it writes.
 *
 * @param root the checkout
 * @param folder everything that is written: data, keys, logs, and a working folder a process
 */
record Home(Path root, Path folder) {

  /** The checkout that the launcher was started in, writing to {@code .sandbox/}. */
  static Home here() {
    Path root = Path.of("").toAbsolutePath();
    return new Home(root, root.resolve(".sandbox"));
  }

  Path logs() {
    return folder.resolve("logs");
  }

  Path log(String process) {
    return logs().resolve(process + ".log");
  }

  Path data(String process) {
    return folder.resolve("data").resolve(process);
  }

  Path keys() {
    return folder.resolve("keys");
  }

  Path workingFolder(String process) {
    return folder.resolve("run").resolve(process);
  }

  /** A file that a shell can source; there while the sandbox is up. */
  Path env() {
    return folder.resolve("env");
  }

  /** What the running sandbox wrote there; throws {@link Complaint} where none runs. */
  Map<String, String> readEnv() {
    if (!Files.exists(env())) {
      throw new Complaint("The sandbox is not up: start it with ./trailbridge up.");
    }
    try (Stream<String> lines = Files.lines(env())) {
      return lines
          .map(line -> line.replaceFirst("^export ", "").split("=", 2))
          .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].replace("'", "")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws {@link Complaint} where the service is not built. */
  Path jar(String service) {
    Path jar = root.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new Complaint(service + " is not built: run ./trailbridge, which builds it.");
    }
    return jar;
  }

  /** Forgets data, keys and logs of earlier runs. */
  void forget() {
    for (String part : new String[] {"data", "keys", "run", "logs", "env"}) {
      delete(folder.resolve(part));
    }
  }

  /** As it is needed before anything starts. */
  void prepare() {
    try {
      Files.createDirectories(logs());
      Files.createDirectories(folder.resolve("data"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> below = Files.walk(path)) {
      for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
