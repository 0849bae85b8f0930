package io.trailbridge.license;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import io.trailbridge.testbed.Ports;
import io.trailbridge.testbed.Relay;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What survives when the service, or its database, goes away. */
class LicenseProcessIT {
  @TempDir Path folder;

  private final int port = Ports.free();
  private final Map<String, String> gateway = Tokens.newGateway();
  private final String token = Tokens.of(gateway, "billing");
  private Broker broker;
  private Database database;
  private Relay relay;
  private EventLog log;

  @BeforeEach
  void start() {
    broker = Broker.start();
    database = Database.start(port, folder);
    relay = Relay.start("license", database.jdbcUrl("license"), broker.bootstrapServers());
    log = EventLog.of(Topics.LICENSE_EVENTS, broker.bootstrapServers());
  }

  @AfterEach
  void stop() {
    log.close();
    relay.close();
    database.close();
    broker.close();
  }

  @Test
  void shouldKeepItsAlarmsWhereItIsKilled() {
    // Given
    TenantId tenant = new TenantId("killed");
    Instant until;
    try (ServiceProcess first = service().awaitReady()) {
      until = Instant.now().plusSeconds(3);
      first.grant(token, tenant.value(), until.toString());
      first.kill();
    }
    await().until(() -> Instant.now().isAfter(until));
    assertThat(log.eventsOf(tenant)).noneMatch(it -> it instanceof LicenseExpired);
    // When
    try (ServiceProcess one = service();
        ServiceProcess other = service()) {
      one.awaitReady();
      other.awaitReady();
      List<LicenseEvent> events = awaitEvents(tenant, 2);
      // Then
      assertThat(events).hasExactlyElementsOfTypes(LicenseActivated.class, LicenseExpired.class);
      assertThat(events.getLast().effectiveAt()).isEqualTo(events.getFirst().validUntil());
    }
  }

  @Test
  void shouldFireByItselfOnceItsDatabaseIsBack() {
    // Given
    TenantId tenant = new TenantId("unplugged");
    try (ServiceProcess service = service().awaitReady()) {
      Instant until = Instant.now().plusSeconds(3);
      service.grant(token, tenant.value(), until.toString());
      // When
      database.close();
      await().until(() -> Instant.now().isAfter(until));
      database = Database.start(port, folder);
      // Then
      List<LicenseEvent> events = awaitEvents(tenant, 2);
      assertThat(events).hasExactlyElementsOfTypes(LicenseActivated.class, LicenseExpired.class);
      assertThat(events.getLast().effectiveAt()).isEqualTo(events.getFirst().validUntil());
    }
  }

  private ServiceProcess service() {
    Map<String, String> config = new HashMap<>(gateway);
    config.putAll(
        Map.of(
            "kafka.bootstrap.servers",
            broker.bootstrapServers(),
            "quarkus.datasource.jdbc.url",
            database.jdbcUrl("license"),
            "quarkus.datasource.password",
            "license_login",
            "quarkus.flyway.password",
            "license_owner"));
    return ServiceProcess.start(config);
  }

  private List<LicenseEvent> awaitEvents(TenantId tenant, int count) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> log.eventsOf(tenant), it -> it.size() >= count);
  }
}
