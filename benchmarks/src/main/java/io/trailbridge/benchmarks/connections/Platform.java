package io.trailbridge.benchmarks.connections;

import io.trailbridge.benchmarks.Modules;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.messaging.WireFormat;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import io.trailbridge.testbed.Gateway;
import io.trailbridge.testbed.Relay;
import io.trailbridge.testbed.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * integration-service as it is packaged, with broker, database and relay; the others are played.
 */
final class Platform implements AutoCloseable {
  private static final String ISSUER = "https://gateway.trailbridge.bench";

  private final Broker broker;
  private final Database database;
  private final Relay relay;
  private final Gateway gateway = Gateway.make(ISSUER);
  private final ServiceProcess service;
  private final KafkaProducer<String, byte[]> producer;

  Platform(String heap) {
    broker = Broker.start();
    database = Database.start();
    relay = Relay.start("integration", database.jdbcUrl("integration"), broker.bootstrapServers());
    service =
        ServiceProcess.start(
            Modules.folder("integration-service"),
            List.of("-Xmx" + heap),
            Map.ofEntries(
                Map.entry("kafka.bootstrap.servers", broker.bootstrapServers()),
                Map.entry("quarkus.datasource.jdbc.url", database.jdbcUrl("integration")),
                Map.entry("quarkus.datasource.password", "integration_login"),
                Map.entry("quarkus.flyway.password", "integration_owner"),
                Map.entry("mp.jwt.verify.publickey.location", jwks().toUri().toString()),
                Map.entry("mp.jwt.verify.issuer", ISSUER),
                Map.entry("trailbridge.public-url", "https://api.trailbridge.test"),
                Map.entry(
                    "trailbridge.worker-role-arn",
                    "arn:aws:iam::111111111111:role/trailbridge-worker"),
                // What one tenant gets is not what is measured.
                Map.entry("trailbridge.rest.requests-per-second", "1000000"),
                Map.entry("trailbridge.rest.burst", "1000000"),
                Map.entry("quarkus.log.level", "WARN")));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
    service.awaitReady();
  }

  /** The API as an administrator of the tenant sees it. */
  Api api(String tenant) {
    return new Api(service.url(), gateway.token(tenant, "admin"));
  }

  long heapUsed() {
    return service.heapUsed();
  }

  /** license-service says that the tenant's licence holds. */
  void license(String tenant) {
    Instant now = Instant.now();
    send(
        Topics.LICENSE_EVENTS,
        tenant + "/PUBLIC_CLOUD",
        new LicenseActivated(
            new TenantId(tenant),
            LicensePackage.PUBLIC_CLOUD,
            1,
            now,
            true,
            now.minusSeconds(60),
            now.plus(Duration.ofDays(30)),
            LicenseReason.GRANTED),
        "/trailbridge/license-service");
  }

  /** The worker says that what the first generation asks for is there. */
  void reconciled(String tenant, String id) {
    send(
        Topics.PROVISIONING_RESULTS,
        id,
        new ConnectionReconciled(
            ConnectionId.of(id),
            new TenantId(tenant),
            1,
            true,
            Forwarding.ON,
            null,
            List.of(),
            List.of(),
            1,
            24,
            3_000,
            null),
        "/trailbridge/provisioning-worker");
  }

  private void send(String topic, String key, Record message, String source) {
    var _ =
        producer.send(
            WireFormat.record(
                topic, key, message, source, UUID.randomUUID().toString(), key, Instant.now()));
    producer.flush();
  }

  private Path jwks() {
    try {
      Path file = Files.createTempFile("trailbridge-bench", ".json");
      file.toFile().deleteOnExit();
      return Files.writeString(file, gateway.jwks());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
    service.close();
    relay.close();
    database.close();
    broker.close();
  }
}
