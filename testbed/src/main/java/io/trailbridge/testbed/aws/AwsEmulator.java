package io.trailbridge.testbed.aws;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * AWS on one port of this machine. Services: what moto has, corrected as {@code docs/emulator.md}
 * says. Accounts: any; an access key {@code AKIA<12 digits>ROOT} is that account's root, every
 * other key is known from where it was issued.
 */
public final class AwsEmulator implements AutoCloseable {
  static {
    // Read once, when the server's classes load: without it small answers wait for Nagle's
    // algorithm.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final MotoProcess moto;
  private final HttpServer server;
  private final LambdaHost lambdaHost;
  private final ExecutorService threads;
  private final SigningIdentity identity;
  private final URI endpoint;
  private final Optional<Path> ownDirectory;

  private AwsEmulator(
      MotoProcess moto,
      HttpServer server,
      LambdaHost lambdaHost,
      ExecutorService threads,
      SigningIdentity identity,
      URI endpoint,
      Optional<Path> ownDirectory) {
    this.ownDirectory = ownDirectory;
    this.moto = moto;
    this.server = server;
    this.lambdaHost = lambdaHost;
    this.threads = threads;
    this.identity = identity;
    this.endpoint = endpoint;
  }

  /** Starts on a free port with a directory of its own, which goes with it. */
  public static AwsEmulator start() {
    try {
      Path directory = Files.createTempDirectory("trailbridge-aws-");
      return start(0, directory, Optional.of(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts the emulator and waits until it answers.
   *
   * @param port 0 for a free one
   * @param workDir keeps the signing identity and moto's log; all AWS state is in memory
   */
  public static AwsEmulator start(int port, Path workDir) {
    return start(port, workDir, Optional.empty());
  }

  private static AwsEmulator start(int port, Path workDir, Optional<Path> ownDirectory) {
    try {
      Files.createDirectories(workDir);
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      try {
        SigningIdentity identity = SigningIdentity.in(workDir);
        MotoProcess moto = MotoProcess.start(workDir);
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        Assembled assembled =
            assemble(moto, identity, endpoint, LambdaHost.Machine.of(moto, workDir, endpoint));
        server.createContext("/", assembled.proxy());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.start();
        return new AwsEmulator(
            moto, server, assembled.lambdaHost(), threads, identity, endpoint, ownDirectory);
      } catch (IOException e) {
        server.stop(0);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot start the AWS emulator on port " + port + ": " + e.getMessage(), e);
    }
  }

  private record Assembled(Proxy proxy, LambdaHost lambdaHost) {}

  private static Assembled assemble(
      MotoProcess process, SigningIdentity identity, URI endpoint, LambdaHost.Machine machine) {
    Clock clock = Clock.systemUTC();
    String sinkPath = "/_sink/" + UUID.randomUUID();
    Moto moto = new Moto(process.base());
    CallLog calls = new CallLog();
    Faults faults = new Faults();
    Sessions sessions = new Sessions();
    Roles roles = new Roles(moto, clock);
    Organizations organizations = new Organizations(moto);
    Map<String, String> bucketOwners = new ConcurrentHashMap<>();
    S3Events s3Events = new S3Events(bucketOwners, clock);
    Topics topics = new Topics(moto, endpoint + sinkPath);
    Sns sns =
        new Sns(moto, topics, new Subscriptions(), new SnsMessages(identity, clock), s3Events);
    S3 s3 = new S3(moto, bucketOwners, s3Events, new S3Notifications(topics));
    Map<String, Service> services = new HashMap<>();
    services.put("sts", new Sts(moto, roles, sessions, faults, clock));
    services.put("sns", sns);
    services.put("s3", s3);
    LambdaFunctions functions = new LambdaFunctions(moto, roles);
    LambdaMappings mappings = new LambdaMappings(moto, functions);
    services.put("lambda", new Lambda(moto, functions, mappings));
    IdentityPolicies policies =
        new IdentityPolicies(
            moto,
            new Permissions(new S3Permissions(moto, bucketOwners), mappings, roles),
            roles,
            faults);
    services.put("iam", new Iam(moto, roles, sessions, policies));
    Trails trails = new Trails(organizations);
    TrailChecks checks = new TrailChecks(s3, topics, organizations, moto);
    services.put("cloudtrail", new CloudTrail(trails, checks, organizations, sns, moto, clock));
    services.put("organizations", new OrganizationsApi(organizations, moto));
    TrailDelivery delivery = new TrailDelivery(trails, checks, organizations, s3, sns, clock);
    SandboxApi sandbox =
        new SandboxApi(sessions, roles, organizations, calls, faults, policies, delivery, clock);
    Proxy proxy =
        new Proxy(
            moto, sessions, services, sns, identity, sandbox, calls, faults, policies, clock,
            sinkPath);
    return new Assembled(
        proxy, new LambdaHost(moto, functions, mappings, sessions, roles, machine, clock));
  }

  /** Where every AWS client is to be pointed, with path-style buckets. */
  public URI endpoint() {
    return endpoint;
  }

  /**
   * The CA (PEM) that SNS's signing certificate leads to; the certificate itself is served under
   * its path on AWS.
   */
  public Path caCertificate() {
    return identity.caCertificate();
  }

  /** Roles, credentials, organization, calls and faults of this emulator. */
  public SandboxAws sandbox() {
    return new SandboxAws(endpoint);
  }

  @Override
  public void close() {
    lambdaHost.close();
    server.stop(0);
    threads.shutdownNow();
    moto.close();
    ownDirectory.ifPresent(AwsEmulator::delete);
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs in a JVM of its own until killed: {@code <port> <directory>}. */
  public static void main(String[] args) throws InterruptedException {
    AwsEmulator emulator = start(Integer.parseInt(args[0]), Path.of(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(emulator::close));
    emulator.sandbox().seed();
    System.out.println("READY " + emulator.endpoint());
    Thread.currentThread().join();
  }
}
