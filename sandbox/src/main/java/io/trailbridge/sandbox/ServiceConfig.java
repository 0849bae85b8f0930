package io.trailbridge.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.trailbridge.testbed.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What each service is told, as the {@code config/application.properties} of its working folder:
 * the same properties that a deployment sets, readable in one place.
 */
final class ServiceConfig {
  static final String WORKER_ROLE = "arn:aws:iam::111111111111:role/trailbridge-worker";

  /** Not a secret: whoever runs the sandbox may sign batches by hand with what it derives. */
  private static final String FORWARDER_MASTER_KEY =
      Base64.getEncoder().encodeToString("the sandbox's own master key....".getBytes(US_ASCII));

  private final SandboxPorts ports;
  private final Identity identity;
  private final Path certificateAuthority;

  ServiceConfig(SandboxPorts ports, Identity identity, Path certificateAuthority) {
    this.ports = ports;
    this.identity = identity;
    this.certificateAuthority = certificateAuthority;
  }

  Map<String, String> integration() {
    Map<String, String> config = common(ports.integration());
    config.putAll(database("integration"));
    config.putAll(tokens());
    config.put("trailbridge.public-url", "http://127.0.0.1:" + ports.integration());
    config.put("trailbridge.worker-role-arn", WORKER_ROLE);
    return config;
  }

  Map<String, String> license() {
    Map<String, String> config = common(ports.license());
    config.putAll(database("license"));
    config.putAll(tokens());
    return config;
  }

  Map<String, String> worker() {
    Map<String, String> config = common(ports.worker());
    config.put("trailbridge.aws.endpoint", "http://127.0.0.1:" + ports.aws());
    config.put("trailbridge.aws.worker-role-arn", WORKER_ROLE);
    config.put("trailbridge.aws.credentials", "ENVIRONMENT");
    config.put("trailbridge.intake.public-url", "http://127.0.0.1:" + ports.ingestion());
    config.put("trailbridge.secret.master-keys.sandbox", FORWARDER_MASTER_KEY);
    // The emulator knows at once what AWS takes minutes to tell everybody.
    config.put("trailbridge.provisioning.settle-for", "PT5S");
    return config;
  }

  Map<String, String> ingestion() {
    Map<String, String> config = common(ports.ingestion());
    config.put("trailbridge.ingestion.instance", "ingestion-0");
    // One instance alone, so that nobody else takes over while the group waits for a killed one.
    config.put("trailbridge.ingestion.session-timeout", "PT6S");
    config.put("trailbridge.secret.master-keys.sandbox", FORWARDER_MASTER_KEY);
    config.put("trailbridge.sns.certificate-base-url", "http://127.0.0.1:" + ports.aws());
    config.put("trailbridge.sns.extra-trust-anchor", certificateAuthority.toString());
    return config;
  }

  /** Writes the properties where Quarkus looks for them in a process started in this folder. */
  static void write(Path workingFolder, Map<String, String> config) {
    Path file = workingFolder.resolve("config/application.properties");
    try {
      Files.createDirectories(workingFolder.resolve("config"));
      Properties properties = new Properties();
      properties.putAll(config);
      try (Writer out = Files.newBufferedWriter(file)) {
        properties.store(out, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> common(int port) {
    Map<String, String> config = new TreeMap<>();
    config.put("quarkus.http.host", "127.0.0.1");
    config.put("quarkus.http.port", String.valueOf(port));
    config.put("kafka.bootstrap.servers", "127.0.0.1:" + ports.kafka());
    return config;
  }

  private Map<String, String> database(String service) {
    return Map.of(
        "quarkus.datasource.jdbc.url",
            "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + service,
        "quarkus.datasource.username", service + "_login",
        "quarkus.datasource.password", service + "_login",
        "quarkus.flyway.username", service + "_owner",
        "quarkus.flyway.password", service + "_owner");
  }

  private Map<String, String> tokens() {
    return Map.of(
        "mp.jwt.verify.publickey.location", identity.jwks().toUri().toString(),
        "mp.jwt.verify.issuer", Identity.ISSUER,
        "mp.jwt.verify.audiences", Gateway.AUDIENCE);
  }
}
