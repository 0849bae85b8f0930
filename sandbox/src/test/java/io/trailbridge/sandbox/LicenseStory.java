package io.trailbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A licence ends and comes back, and everything that hangs on it with it. */
@ExtendWith(SharedSandbox.class)
class LicenseStory {
  private final World world;

  LicenseStory(World world) {
    this.world = world;
  }

  @Test
  void shouldPauseWhatRunsAndWakeOnlyThatAgain() {
    // Given
    Tenant tenant = world.tenant("licence-holder").licensed();
    Console console = tenant.console();
    AwsAccount account = world.account("600000000301");
    AwsAccount held = world.account("600000000302");
    String running = tenant.create(account);
    String paused = tenant.create(held);
    World.atOnce(() -> tenant.setUp(running, account), () -> tenant.setUp(paused, held));
    console.awaitStatus(running, "ACTIVE");
    console.awaitStatus(paused, "ACTIVE");
    console.act(paused, "pause", null).expect(202);
    held.awaitSubscriptions(paused, 0);
    assertThat(account.subscriptions(running)).isEqualTo(1);
    BatchProducer batches = new BatchProducer(world, tenant.name(), running);

    try (batches) {
      // When
      Instant end = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
      console.license(end);
      Awaitility.await()
          .pollInterval(10, java.util.concurrent.TimeUnit.MILLISECONDS)
          .until(() -> Instant.now().isAfter(end.plusMillis(5)));
      List<String> atOnce = batches.send(account.id(), 5, 100);

      // Then
      world.pipeline().awaitDrained();
      assertThat(atOnce).hasSize(500);
      assertThat(world.ledger().out(running)).isZero();
    }
    awaitHolds(console, running, "LICENSE");
    awaitHolds(console, paused, "USER", "LICENSE");
    assertThat(console.status(running)).isEqualTo("PAUSED");
    account.awaitSubscriptions(running, 0);

    // When
    tenant.licensed();

    // Then
    console.awaitStatus(running, "ACTIVE");
    account.awaitSubscriptions(running, 1);
    awaitHolds(console, paused, "USER");
    assertThat(console.status(paused)).isEqualTo("PAUSED");
    assertThat(held.subscriptions(paused)).isZero();
    world.ledger().expect(running, account.write(running, 2, 50));
    assertThat(world.ledger().settle(running)).startsWith("100 events, lost 0, twice 0");
  }

  private static void awaitHolds(Console console, String connection, String... holds) {
    Awaitility.await("holds of " + connection)
        .atMost(Console.PATIENCE)
        .untilAsserted(
            () -> assertThat(console.holds(connection)).containsExactlyInAnyOrder(holds));
  }
}
