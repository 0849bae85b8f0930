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
      console.license(Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS));
      sendUntilRefused(batches, running, account);
      List<String> late = batches.send(account.id(), 5, 100);

      // Then
      world.pipeline().awaitDrained();
      assertThat(late).hasSize(500);
      assertThat(world.ledger().out(running)).isEqualTo(world.ledger().due(running));
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
    assertThat(world.ledger().settle(running)).contains("lost 0, twice 0, unwanted 0");
  }

  /**
   * What ingestion takes before it hears of the end is the customer's; the first that it refuses is
   * none.
   */
  private void sendUntilRefused(BatchProducer batches, String connection, AwsAccount account) {
    Ledger ledger = world.ledger();
    Awaitility.await("ingestion to refuse what comes for " + connection)
        .atMost(Console.PATIENCE)
        .until(
            () -> {
              List<String> sent = batches.send(account.id(), 1, 100);
              world.pipeline().awaitDrained();
              boolean refused = ledger.out(connection) == ledger.due(connection);
              if (!refused) {
                ledger.expectIds(connection, sent);
              }
              return refused;
            });
  }

  private static void awaitHolds(Console console, String connection, String... holds) {
    Awaitility.await("holds of " + connection)
        .atMost(Console.PATIENCE)
        .untilAsserted(
            () -> assertThat(console.holds(connection)).containsExactlyInAnyOrder(holds));
  }
}
