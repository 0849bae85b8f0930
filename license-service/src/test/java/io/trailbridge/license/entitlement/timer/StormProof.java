package io.trailbridge.license.entitlement.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.license.TestbedResource;
import io.trailbridge.license.entitlement.EntitlementConfig;
import io.trailbridge.testbed.ServiceProcess;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Licences that expire in one second, and licences that expire one after the other: each is told
 * once on Kafka, by one process of the service with the heap of a small container.
 */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class StormProof {
  private static final boolean LONG = "long".equals(System.getProperty("trailbridge.proof"));
  private static final int IN_ONE_SECOND = LONG ? 100_000 : 3_000;
  private static final int ONE_BY_ONE = LONG ? 6_000 : 300;
  private static final Duration APART = Duration.ofMillis(10);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Inject DueLicenses timer;
  @Inject EntitlementConfig config;
  @Inject Sown sown;
  @Inject Clock clock;

  private final String run = "-" + UUID.randomUUID() + "-";

  @BeforeEach
  void leaveItToTheProcess() {
    timer.stop();
  }

  @AfterEach
  void startAgain() {
    timer.start();
  }

  @Test
  void shouldTellOfEachOnceThoughAllExpireInOneSecond() {
    // Given
    Instant due = clock.instant().plusSeconds(1);
    Duration apart = Duration.ofSeconds(1).dividedBy(IN_ONE_SECOND);
    sown.licences("storm" + run, IN_ONE_SECOND, i -> due.plus(apart.multipliedBy(i)));
    await().until(() -> clock.instant().isAfter(due.plusSeconds(1)));
    long peak = 0;
    try (Tally tally = new Tally(bootstrapServers, "storm" + run, IN_ONE_SECOND)) {
      // When
      Instant start;
      try (ServiceProcess service = Instances.start(config.timer().chunk()).awaitReady()) {
        start = clock.instant();
        for (int next = 0; tally.read() < IN_ONE_SECOND; ) {
          // Asking costs the service something: not all the time.
          if (tally.expired() >= next) {
            peak = Math.max(peak, service.heapUsed());
            next += IN_ONE_SECOND / 50;
          }
        }
      }
      // Then
      System.out.printf(
          "licences that expire in one second %,d: missed %d, twice %d, others %d;"
              + " %.1f s until the last is on Kafka; peak heap of the service %d MiB%n",
          IN_ONE_SECOND,
          tally.missed(),
          tally.twice(),
          tally.others(),
          Duration.between(start, tally.last()).toMillis() / 1e3,
          peak >> 20);
      assertThat(tally.missed() + tally.twice() + tally.others()).isZero();
    }
  }

  @Test
  void shouldTellOfEachAtItsInstant() {
    try (ServiceProcess _ = Instances.start(config.timer().chunk()).awaitReady();
        Tally tally = new Tally(bootstrapServers, "row" + run, ONE_BY_ONE)) {
      // Given
      Instant due = clock.instant().plusSeconds(LONG ? 10 : 1);
      sown.licences("row" + run, ONE_BY_ONE, i -> due.plus(APART.multipliedBy(i)));
      // When
      await().atMost(Duration.ofMinutes(5)).until(() -> tally.read() == ONE_BY_ONE);
      // Then
      System.out.printf(
          "licences that expire one after the other %,d: missed %d, twice %d, others %d;"
              + " from its instant until Kafka has it p50 %d ms, p99 %d ms, latest %d ms%n",
          ONE_BY_ONE,
          tally.missed(),
          tally.twice(),
          tally.others(),
          tally.lateness(0.5),
          tally.lateness(0.99),
          tally.lateness(1));
      assertThat(tally.missed() + tally.twice() + tally.others()).isZero();
    }
  }
}
