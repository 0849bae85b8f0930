package io.trailbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** ingestion-service is killed again and again in the middle of its transactions. */
@ExtendWith(SharedSandbox.class)
class IngestionKillStory {
  private static final int KILLS = 6;
  private static final int BATCHES = 10;
  private static final int RECORDS = 500;
  private static final int REPEATED = 100;
  private static final List<String> ACCOUNTS =
      List.of("600000000201", "600000000202", "600000000203");

  private final World world;

  IngestionKillStory(World world) {
    this.world = world;
  }

  @Test
  void shouldLetEachEventOutOnceHoweverOftenItIsKilled() {
    // Given
    world.sandbox().aws().emulator().organization(ACCOUNTS.getFirst(), ACCOUNTS.subList(1, 3));
    Tenant tenant = world.tenant("ingestion-killed").licensed();
    AwsAccount management = world.account(ACCOUNTS.getFirst());
    String connection =
        tenant.create(Console.organizationDraft("Killed", management.id(), Tenant.REGION, null));
    tenant.setUp(connection, management);
    tenant.console().awaitStatus(connection, "ACTIVE");
    Random random = new Random(World.SEED);
    Killer killer = new Killer(world, random);
    int records = 0;

    // When
    try (BatchProducer batches = new BatchProducer(world, tenant.name(), connection)) {
      while (killer.inTheMiddle() < KILLS && killer.kills() < 2 * KILLS) {
        List<String> accounts =
            Stream.generate(() -> ACCOUNTS.get(random.nextInt(ACCOUNTS.size())))
                .limit(BATCHES)
                .toList();
        List<String> ids = batches.burst(accounts, RECORDS, REPEATED);
        world.ledger().expectIds(connection, ids);
        records += ids.size();
        // A kill that came too late is repeated, sooner.
        int tooLate = killer.kills() - killer.inTheMiddle();
        killer.killWhileFlowing("ingestion", 1 + (300 >> (2 * tooLate)), connection);
        world.sandbox().awaitReady("ingestion");
      }
    }
    String verdict = world.ledger().settle(connection);

    // Then
    System.out.printf(
        Locale.ROOT,
        "  %d records in %d batches, %d kills, %d with fewer out than in: %s%n",
        records,
        records / RECORDS,
        killer.kills(),
        killer.inTheMiddle(),
        verdict);
    assertThat(verdict).as("seed " + World.SEED).contains("lost 0, twice 0, unwanted 0");
    assertThat(killer.inTheMiddle())
        .as("kills in the middle, seed " + World.SEED)
        .isGreaterThanOrEqualTo(3);
  }
}
