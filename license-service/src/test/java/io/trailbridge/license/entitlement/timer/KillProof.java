package io.trailbridge.license.entitlement.timer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.license.TestbedResource;
import io.trailbridge.testbed.ServiceProcess;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three processes of the service, one of them killed in every wave of expiries, while it is under
 * way: each expiry is told once. A killed one comes back.
 */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class KillProof {
  private static final boolean LONG = "long".equals(System.getProperty("trailbridge.proof"));
  private static final int WAVES = LONG ? 25 : 2;
  private static final int A_WAVE = LONG ? 400 : 150;
  private static final Duration BETWEEN_WAVES = Duration.ofSeconds(LONG ? 6 : 2);

  /** A wave is several transactions, and several instances have a share in it. */
  private static final int CHUNK = 20;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Inject DueLicenses timer;
  @Inject Sown sown;
  @Inject Clock clock;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<ServiceProcess> instances = new ArrayList<>();
  private int underWay;

  @BeforeEach
  void leaveItToTheProcesses() {
    timer.stop();
  }

  @AfterEach
  void startAgain() {
    instances.forEach(ServiceProcess::close);
    timer.start();
  }

  @Test
  void shouldMissNoneAndTellNoneTwiceThoughOneIsKilledInEveryWave() {
    // Given
    int licences = WAVES * A_WAVE;
    String prefix = "kill-" + UUID.randomUUID() + "-";
    IntStream.range(0, 3).forEach(_ -> instances.add(Instances.start(CHUNK)));
    instances.forEach(ServiceProcess::awaitReady);
    Instant first = clock.instant().plusSeconds(LONG ? 10 : 1);
    sown.licences(prefix, licences, i -> first.plus(BETWEEN_WAVES.multipliedBy(i / A_WAVE)));
    try (Tally tally = new Tally(bootstrapServers, prefix, licences)) {
      // When
      for (int wave = 0; wave < WAVES; wave++) {
        Instant due = first.plus(BETWEEN_WAVES.multipliedBy(wave));
        killOne(due.plusMillis(random.nextInt(300)), tally, (wave + 1) * A_WAVE, wave < WAVES - 1);
      }
      while (tally.read() < licences) {}
      // Then
      System.out.printf(
          "licences that expire under kill -9, three instances %,d: kills %d, %d of them with a wave"
              + " under way; missed %d, twice %d, others %d%n",
          licences, WAVES, underWay, tally.missed(), tally.twice(), tally.others());
      assertThat(tally.missed() + tally.twice() + tally.others()).as("seed %d", seed).isZero();
    }
  }

  private void killOne(Instant at, Tally tally, int expiredAfterwards, boolean comesBack) {
    while (clock.instant().isBefore(at)) {
      tally.read();
    }
    instances.removeFirst().kill();
    if (tally.read() < expiredAfterwards) {
      underWay++;
    }
    if (comesBack) {
      instances.add(Instances.start(CHUNK));
    }
  }
}
