package io.trailbridge.license.entitlement.timer;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.license.EventLog;
import io.trailbridge.license.TestbedResource;
import io.trailbridge.license.entitlement.EntitlementConfig;
import io.trailbridge.license.entitlement.Entitlements;
import io.trailbridge.license.entitlement.Entitlements.Outcome;
import io.trailbridge.license.entitlement.Wish;
import io.trailbridge.license.entitlement.domain.Input;
import io.trailbridge.messaging.Transactions;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class DueLicensesIT {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Inject DueLicenses timer;
  @Inject Entitlements entitlements;
  @Inject Transactions transactions;
  @Inject EntitlementConfig config;
  @Inject Clock clock;

  private final String run = UUID.randomUUID().toString();
  private EventLog log;

  @BeforeEach
  void open() {
    log = EventLog.of(Topics.LICENSE_EVENTS, bootstrapServers);
  }

  @AfterEach
  void startAgain() {
    timer.start();
    log.close();
  }

  @Test
  void shouldFireWhatBecameDueWhileNobodyWasThere() {
    // Given
    timer.stop();
    Instant until = clock.instant().plusSeconds(1);
    grant(tenant(0), until);
    await().until(() -> clock.instant().isAfter(until));
    assertThat(log.eventsOf(tenant(0))).noneMatch(it -> it instanceof LicenseExpired);
    // When
    timer.start();
    // Then
    assertThat(awaitEvents(tenant(0), 2))
        .hasExactlyElementsOfTypes(LicenseActivated.class, LicenseExpired.class);
    assertThat(log.eventsOf(tenant(0)).getLast().effectiveAt()).isEqualTo(until);
  }

  @Test
  void shouldFireEachOnceWithSeveralInstances() {
    // Given
    timer.stop();
    Instant until = clock.instant().plusSeconds(5);
    List<TenantId> tenants = IntStream.range(0, 60).mapToObj(this::tenant).toList();
    tenants.forEach(tenant -> grant(tenant, until));
    List<DueLicenses> instances =
        IntStream.range(0, 3)
            .mapToObj(
                _ ->
                    new DueLicenses(
                        entitlements, transactions, clock, config, new SimpleMeterRegistry()))
            .toList();
    // When
    try {
      instances.forEach(DueLicenses::start);
      await().atMost(Duration.ofSeconds(60)).until(() -> ofThisRun().size() >= 120);
    } finally {
      instances.forEach(DueLicenses::stop);
    }
    // Then
    assertThat(ofThisRun().stream().collect(groupingBy(LicenseEvent::tenantId)).values())
        .hasSize(60)
        .allSatisfy(
            events -> assertThat(events).extracting(LicenseEvent::version).containsExactly(1L, 2L));
  }

  private void grant(TenantId tenant, Instant until) {
    transactions.asTenant(
        tenant,
        () -> {
          Outcome outcome =
              entitlements.carryOut(
                  tenant,
                  LicensePackage.PUBLIC_CLOUD,
                  new Wish(new Input.Set(null, until), null, "test"));
          assertThat(outcome).isInstanceOf(Outcome.Done.class);
        });
  }

  private List<LicenseEvent> awaitEvents(TenantId tenant, int count) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> log.eventsOf(tenant), it -> it.size() >= count);
  }

  private List<LicenseEvent> ofThisRun() {
    return log.events().stream().filter(it -> it.tenantId().value().endsWith(run)).toList();
  }

  private TenantId tenant(int number) {
    return new TenantId("d" + number + "-" + run);
  }
}
