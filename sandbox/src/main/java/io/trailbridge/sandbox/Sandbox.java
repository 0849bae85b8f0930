package io.trailbridge.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The system as processes on this machine: broker, database, relay, AWS, and the four services.
 * Everything listens on 127.0.0.1; everything that it started it stops.
 */
final class Sandbox implements AutoCloseable {
  static final List<String> SERVICES = List.of("integration", "license", "worker", "ingestion");

  private static final List<String> SMALL_JVM =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private final Home home;
  private final SandboxPorts ports;
  private final Identity identity;
  private final Aws aws;
  private final Map<String, ManagedProcess> processes = new LinkedHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Sandbox(Home home, SandboxPorts ports) {
    this.home = home;
    this.ports = ports;
    this.identity = Identity.in(home.keys());
    this.aws = new Aws(ports.aws(), home.workingFolder("aws"));
  }

  /**
   * Starts every part and waits until each answers its health check.
   *
   * @throws Complaint where a port is taken, something is not built, or a part does not come up
   */
  static Sandbox start(Home home, SandboxPorts ports) {
    ports.requireFree();
    home.prepare();
    Sandbox sandbox = new Sandbox(home, ports);
    Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-stop"));
    try {
      sandbox.startGround();
      sandbox.startServices();
      sandbox.writeEnv();
      return sandbox;
    } catch (RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  SandboxPorts ports() {
    return ports;
  }

  Identity identity() {
    return identity;
  }

  Aws aws() {
    return aws;
  }

  Home home() {
    return home;
  }

  String kafka() {
    return "127.0.0.1:" + ports.kafka();
  }

  /** The process of a part by its name, such as {@code ingestion}. */
  ManagedProcess process(String name) {
    ManagedProcess process = processes.get(name);
    if (process == null) {
      throw new IllegalArgumentException("no process " + name);
    }
    return process;
  }

  /** Waits until the service says that it is ready. */
  void awaitReady(String service) {
    Probe.of(process(service)).awaitHttp("http://127.0.0.1:" + port(service) + "/q/health/ready");
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    List<ManagedProcess> backwards = new ArrayList<>(processes.values()).reversed();
    List<Thread> stops = new ArrayList<>();
    for (ManagedProcess process : backwards) {
      if (SERVICES.contains(process.name())) {
        stops.add(Thread.ofVirtual().start(process::close));
      }
    }
    stops.forEach(Sandbox::join);
    backwards.forEach(ManagedProcess::close);
    try {
      Files.deleteIfExists(home.env());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startGround() {
    part("kafka", "io.trailbridge.testbed.Broker", "-Xmx384m", ports.kafka(), home.data("kafka"));
    part(
        "postgres",
        "io.trailbridge.testbed.Database",
        "-Xmx160m",
        ports.postgres(),
        home.data("postgres"));
    part(
        "aws",
        "io.trailbridge.testbed.aws.AwsEmulator",
        "-Xmx192m",
        ports.aws(),
        home.workingFolder("aws"));
    Probe.of(process("kafka")).awaitKafka(kafka());
    Probe.of(process("postgres")).awaitPort(ports.postgres());
    Probe.of(process("aws")).awaitPort(ports.aws());
    part(
        "relay",
        "io.trailbridge.testbed.Relay",
        "-Xmx192m",
        kafka(),
        "jdbc:postgresql://127.0.0.1:" + ports.postgres());
    aws.furnish();
  }

  private void startServices() {
    ServiceConfig config = new ServiceConfig(ports, identity, aws.certificateAuthority());
    service("license", "license-service", config.license(), Map.of());
    service("integration", "integration-service", config.integration(), Map.of());
    service("worker", "provisioning-worker", config.worker(), aws.workerEnvironment());
    service("ingestion", "ingestion-service", config.ingestion(), Map.of());
    SERVICES.forEach(this::awaitReady);
  }

  private void part(String name, String mainClass, String heap, Object... arguments) {
    List<String> command = new ArrayList<>(List.of(java(), heap));
    command.addAll(SMALL_JVM);
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", classPath(), mainClass));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    launch(name, command, Map.of());
  }

  private void service(
      String name, String module, Map<String, String> config, Map<String, String> environment) {
    ServiceConfig.write(home.workingFolder(name), config);
    List<String> command = new ArrayList<>(List.of(java(), "-Xmx224m"));
    command.addAll(SMALL_JVM);
    command.addAll(List.of("-jar", home.jar(module).toString()));
    launch(name, command, environment);
  }

  private void launch(String name, List<String> command, Map<String, String> environment) {
    processes.put(
        name,
        ManagedProcess.start(name, home.workingFolder(name), home.log(name), command, environment));
  }

  private int port(String service) {
    return switch (service) {
      case "integration" -> ports.integration();
      case "license" -> ports.license();
      case "worker" -> ports.worker();
      case "ingestion" -> ports.ingestion();
      default -> throw new IllegalArgumentException("no service " + service);
    };
  }

  private void writeEnv() {
    Map<String, String> env = new LinkedHashMap<>();
    env.put("TRAILBRIDGE_API", "http://127.0.0.1:" + ports.integration());
    env.put("TRAILBRIDGE_INTAKE", "http://127.0.0.1:" + ports.ingestion());
    env.put("TRAILBRIDGE_LICENSE_API", "http://127.0.0.1:" + ports.license());
    env.put("TRAILBRIDGE_WORKER", "http://127.0.0.1:" + ports.worker());
    env.put("TRAILBRIDGE_KAFKA", kafka());
    env.put("TRAILBRIDGE_POSTGRES", "jdbc:postgresql://127.0.0.1:" + ports.postgres());
    env.put("AWS_ENDPOINT_URL", aws.endpoint());
    aws.customer().forEach((name, value) -> env.put("CUSTOMER_" + name, value));
    StringBuilder lines = new StringBuilder();
    env.forEach(
        (name, value) ->
            lines.append("export ").append(name).append("='").append(value).append("'\n"));
    try {
      Path draft = home.folder().resolve("env.new");
      Files.writeString(draft, lines);
      Files.move(draft, home.env(), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ours, with absolute paths, since each process works in a folder of its own. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
