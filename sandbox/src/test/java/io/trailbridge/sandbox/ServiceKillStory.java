package io.trailbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each of the four services is killed while there is work for it. */
@ExtendWith(SharedSandbox.class)
class ServiceKillStory {
  private static final List<String> VICTIMS =
      List.of("worker", "ingestion", "integration", "license", "worker", "ingestion");
  private static final int RECORDS = 200;

  /** A kill that came too late is repeated, sooner. */
  private static final int TRIES = 5;

  private final World world;
  private final Random random = new Random(World.SEED);
  private final Killer killer;

  ServiceKillStory(World world) {
    this.world = world;
    this.killer = new Killer(world, random);
  }

  @Test
  void shouldLoseNothingAndSendNothingTwiceWhileFilesFlow() {
    // Given
    Tenant tenant = world.tenant("files-flow").licensed();
    AwsAccount account = world.account("600000000101");
    String connection = tenant.connect(account);
    Ledger ledger = world.ledger();
    List<String> victims = new ArrayList<>(VICTIMS);
    Collections.shuffle(victims, random);

    // When
    for (String victim : victims) {
      boolean inTheMiddle = false;
      for (int i = 0; i < TRIES && !inTheMiddle; i++) {
        ledger.expect(connection, account.write(connection, 1 + random.nextInt(4), RECORDS));
        inTheMiddle = killer.killWhileFlowing(victim, 1 + (100 >> (2 * i)), connection);
        ledger.expect(connection, account.write(connection, 1 + random.nextInt(3), RECORDS));
        world.sandbox().awaitReady(victim);
      }
    }
    String verdict = ledger.settle(connection);

    // Then
    System.out.printf(
        Locale.ROOT,
        "  %d kills of %s, %d with fewer out than in: %s%n",
        killer.kills(),
        victims,
        killer.inTheMiddle(),
        verdict);
    assertThat(verdict).as("seed " + World.SEED).contains("lost 0, twice 0, unwanted 0");
    assertThat(killer.inTheMiddle()).as("seed " + World.SEED).isEqualTo(VICTIMS.size());
    assertThat(tenant.console().status(connection)).isEqualTo("ACTIVE");
  }

  @Test
  void shouldFinishAProvisioningAndALicenceThatWereCutOff() {
    // Given
    Tenant tenant = world.tenant("cut-off").licensed();
    AwsAccount account = world.account("600000000102");
    String connection = tenant.create(account);
    Console console = tenant.console();

    // When
    tenant.setUp(connection, account);
    killer.kill("worker", 400);
    killer.kill("integration", 400);
    List.of("worker", "integration").forEach(world.sandbox()::awaitReady);

    // Then
    console.awaitStatus(connection, "ACTIVE");
    assertThat(account.subscriptions(connection)).isEqualTo(1);

    // When
    console.grant(Instant.now().plusSeconds(4));
    killer.kill("license", 400);
    killer.kill("integration", 400);
    List.of("license", "integration").forEach(world.sandbox()::awaitReady);

    // Then
    console.awaitStatus(connection, "PAUSED");
    account.awaitSubscriptions(connection, 0);

    // When
    Instant until = Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    console.grant(until);
    killer.kill("license", 200);
    killer.kill("integration", 200);
    List.of("license", "integration").forEach(world.sandbox()::awaitReady);

    // Then
    console.awaitStatus(connection, "ACTIVE");
    account.awaitSubscriptions(connection, 1);
    Awaitility.await()
        .atMost(Console.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(console.api().get("/api/v1/license").text("validUntil"))
                    .isEqualTo(until.toString()));
    world.ledger().expect(connection, account.write(connection, 1, RECORDS));
    assertThat(world.ledger().settle(connection)).contains("lost 0, twice 0, unwanted 0");
    System.out.printf(Locale.ROOT, "  %d kills while something was begun%n", killer.kills());
  }
}
