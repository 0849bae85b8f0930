package io.trailbridge.testbed.aws;

import io.trailbridge.testbed.Containers;
import io.trailbridge.testbed.Containers.Wanted;
import io.trailbridge.testbed.Machine;
import io.trailbridge.testbed.Ports;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * moto's server as a child process, or in a container. The process reads our end of a pipe as its
 * standard input and ends when that closes, which the kernel does however this JVM dies.
 */
final class MotoProcess implements AutoCloseable {
  private static final String LAUNCHER_IN_CONTAINER = "/trailbridge/moto_launcher.py";

  private static final String HAS_MOTO =
      "import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, ['moto', 'flask', 'werkzeug'])))";

  private final Machine machine;
  private final URI base;
  private final String python;

  private MotoProcess(Machine machine, URI base, String python) {
    this.machine = machine;
    this.base = base;
    this.python = python;
  }

  static MotoProcess start(Path workDir) throws IOException {
    Path launcher = unpack("moto_launcher.py", workDir);
    String python = pythonWithMoto(workDir);
    Optional<Containers> engine = Containers.engine();
    if (engine.isPresent()) {
      int port = Ports.free();
      Machine container = engine.get().start(wanted(port, Files.readString(launcher)));
      return new MotoProcess(container, URI.create("http://127.0.0.1:" + port), python);
    }
    Path log = workDir.resolve("moto.log");
    Process process =
        new ProcessBuilder(python, launcher.toString()).redirectError(log.toFile()).start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("PORT ")) {
        return new MotoProcess(
            new Child(process),
            URI.create("http://127.0.0.1:" + line.substring(5).strip()),
            python);
      }
    }
    process.destroyForcibly();
    throw new IOException("moto did not start; its output: " + Files.readString(log));
  }

  URI base() {
    return base;
  }

  /** The interpreter that runs moto; it has boto3 too. */
  String python() {
    return python;
  }

  @Override
  public void close() {
    machine.close();
  }

  private static Wanted wanted(int port, String launcher) {
    return new Wanted(
        "motoserver/moto",
        port,
        List.of("python3", LAUNCHER_IN_CONTAINER),
        List.of("" + port),
        Map.of(),
        Map.of(LAUNCHER_IN_CONTAINER, launcher),
        "/moto/data",
        null);
  }

  /** moto on this machine. */
  private record Child(Process process) implements Machine {
    @Override
    public void awaitEnd() {
      process.onExit().join();
    }

    @Override
    public void kill() {
      process.destroyForcibly();
      awaitEnd();
    }

    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * The interpreter of the moto_server on the PATH, the PATH's python3 if it has moto, or one of
   * our own making.
   */
  private static String pythonWithMoto(Path workDir) throws IOException {
    Set<String> candidates = new LinkedHashSet<>();
    onPath("moto_server").flatMap(MotoProcess::interpreter).ifPresent(candidates::add);
    candidates.add("python3");
    Path environment =
        Path.of(System.getProperty("user.home"), ".cache", "trailbridge", "moto-venv");
    String own = environment.resolve("bin/python").toString();
    if (Files.exists(environment)) {
      candidates.add(own);
    }
    for (String candidate : candidates) {
      if (run(workDir, candidate, "-c", HAS_MOTO)) {
        return candidate;
      }
    }
    Path requirements = unpack("moto-requirements.txt", workDir);
    if (run(workDir, "python3", "-m", "venv", environment.toString())
        && run(workDir, own, "-m", "pip", "install", "-q", "-r", requirements.toString())) {
      return own;
    }
    throw new IOException(
        "The AWS emulator needs moto's server. Install it so that moto_server is on the PATH"
            + " (pip install 'moto[server]==5.2.1', or pipx), or give python3 a venv module and a package index.");
  }

  private static Optional<Path> onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return List.of(path.split(File.pathSeparator, -1)).stream()
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A script that pip installed names its interpreter in the first line. */
  private static Optional<String> interpreter(Path script) {
    try {
      String first = Files.readAllLines(script, StandardCharsets.ISO_8859_1).getFirst();
      boolean python = first.startsWith("#!/") && first.contains("python") && !first.contains(" ");
      return python ? Optional.of(first.substring(2).strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean run(Path workDir, String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(workDir.resolve("moto-setup.log").toFile()))
              .start();
      process.getOutputStream().close();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static Path unpack(String resource, Path workDir) throws IOException {
    Path target = workDir.resolve(resource);
    try (InputStream in = MotoProcess.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("resource " + resource + " is missing");
      }
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
    return target;
  }
}
