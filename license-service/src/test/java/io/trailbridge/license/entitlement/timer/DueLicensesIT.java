package io.trailbridge.license.entitlement.timer;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.license.EventLog;
import io.trailbridge.license.TestbedResource;
import io.trailbridge.license.entitlement.EntitlementConfig;
import io.trailbridge.license.entitlement.Entitlements;
import io.trailbridge.messaging.Transactions;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
  @Inject Sown sown;
  @Inject EntitlementConfig config;
  @Inject Clock clock;

  private final String prefix = "due-" + UUID.randomUUID() + "-";
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
    Instant until = clock.instant().plusSeconds(1).truncatedTo(ChronoUnit.MICROS);
    sown.licences(prefix, 1, _ -> until);
    await().until(() -> clock.instant().isAfter(until));
    assertThat(ofThisRun()).isEmpty();
    // When
    timer.start();
    // Then
    assertThat(awaitEvents(1)).hasExactlyElementsOfTypes(LicenseExpired.class);
    assertThat(ofThisRun().getFirst().effectiveAt()).isEqualTo(until);
  }

  @Test
  void shouldFireEachOnceWithSeveralInstances() {
    // Given
    timer.stop();
    Instant until = clock.instant().plusSeconds(1);
    sown.licences(prefix, 60, _ -> until);
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
      awaitEvents(60);
    } finally {
      instances.forEach(DueLicenses::stop);
    }
    // Then
    assertThat(ofThisRun().stream().collect(groupingBy(LicenseEvent::tenantId)).values())
        .hasSize(60)
        .allSatisfy(
            events -> assertThat(events).extracting(LicenseEvent::version).containsExactly(2L));
  }

  private List<LicenseEvent> awaitEvents(int count) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(this::ofThisRun, it -> it.size() >= count);
  }

  private List<LicenseEvent> ofThisRun() {
    return log.events().stream().filter(it -> it.tenantId().value().startsWith(prefix)).toList();
  }
}
