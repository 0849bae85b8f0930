package io.trailbridge.ingestion.batch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Ports;
import io.trailbridge.testbed.cloudtrail.LogFile;
import io.trailbridge.testbed.cloudtrail.LogFileGenerator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker dies in the middle of transactions, and of what is sent to it; the loop stays. What a
 * sender was told counts: acknowledged, failed, or unknown.
 */
class BrokerKilledProof {
  private static final int KILLS = IngestionProof.LONG ? 10 : 1;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Instant DELIVERED = Instant.parse("2026-03-01T00:05:00Z");

  private static final List<String> ACCOUNTS =
      LongStream.rangeClosed(1, 8)
          .mapToObj(it -> "%012d".formatted(it * 111_111_111_111L))
          .toList();

  private final TenantId tenant = new TenantId("acme");
  private final ConnectionId connection = new ConnectionId(UUID.randomUUID());
  private final LogFileGenerator generator = new LogFileGenerator(17);
  private final Set<String> sent = new HashSet<>();

  @TempDir Path data;

  @Test
  void shouldLoseNothingAndRepeatNothing() throws InterruptedException {
    // Given
    var random = new SplittableRandom(17);
    int port = Ports.free();
    String address = "127.0.0.1:" + port;
    try (var broker =
        new JavaProcess("broker", "700m", Broker.class, List.of("" + port, data.toString()))) {
      awaitBroker(address);
      try (var wire = new Wire(address);
          var outlet = new Outlet(wire, connection);
          var uncertain = new UncertainSender(address, tenant, connection);
          var loop =
              new LoopUnderTest(
                  address,
                  "one",
                  Map.of(
                      "flush-records",
                      "400",
                      "flush-after",
                      "PT0.1S",
                      "transaction-timeout",
                      "PT60S"))) {
        wire.license(tenant, 1, true, Instant.now().minusSeconds(60));
        wire.state(tenant, connection, 1, ConnectionStatus.ACTIVE, null, null);

        // When
        for (int kill = 0; kill < KILLS; kill++) {
          send(wire, random, 60);
          int before = outlet.distinct();
          await().atMost(PATIENCE).until(() -> outlet.distinct() > before);
          uncertain.sendTooLarge(file(random));
          send(uncertain, random, 20);
          await().pollDelay(Duration.ofMillis(random.nextInt(1, 200))).until(() -> true);
          send(uncertain, random, 5);
          broker.kill();
          send(uncertain, random, 5);
          uncertain.awaitOutcomes();
          broker.restart();
          awaitBroker(address);
        }
        // The last of each account: once it is out, so is all that came before it.
        ACCOUNTS.forEach(account -> send(wire, random, file(account, random)));

        // Then
        sent.addAll(uncertain.acknowledgedIds());
        await().atMost(PATIENCE).until(() -> outlet.times().keySet().containsAll(sent));
        System.out.printf(
            "kill -9 of the broker: seed=17 events=%d kills=%d; files sent while it died:"
                + " acknowledged=%d failed=%d unknown=%d, of these out=%d%n",
            sent.size(),
            KILLS,
            uncertain.acknowledged(),
            uncertain.failed(),
            uncertain.unknown(),
            uncertain.unknownButOut(outlet.times()));
        uncertain.judge(outlet.times(), sent);
        assertThat(uncertain.failed()).isEqualTo(KILLS);
        assertThat(uncertain.unknown()).isPositive();
        assertThat(loop.state()).isEqualTo(IngestionLoop.State.RUNNING);
      }
    }
  }

  private LogFile file(SplittableRandom random) {
    return file(ACCOUNTS.get(random.nextInt(ACCOUNTS.size())), random);
  }

  private LogFile file(String account, SplittableRandom random) {
    return generator.next(account, "eu-west-1", DELIVERED, random.nextInt(1, 60));
  }

  private void send(UncertainSender sender, SplittableRandom random, int files) {
    for (int i = 0; i < files; i++) {
      sender.send(file(random));
    }
  }

  private void send(Wire wire, SplittableRandom random, int files) {
    for (int i = 0; i < files; i++) {
      send(wire, random, file(random));
    }
  }

  private void send(Wire wire, SplittableRandom random, LogFile file) {
    sent.addAll(file.eventIds());
    wire.batch(tenant, connection, file);
    if (random.nextInt(3) == 0) {
      wire.batch(tenant, connection, file.again("again"));
    }
  }

  private static void awaitBroker(String address) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", address))) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> admin.listTopics().names().get().size() > 20);
    }
  }
}
